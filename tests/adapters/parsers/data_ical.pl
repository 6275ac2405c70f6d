# Reads every .ics file of a folder with Perl's Data::ICal and prints what it understood as JSON.
#
# Data::ICal leaves dates as they are written; DateTime places them by its own zone database.
use strict;
use warnings;
use utf8;
use Data::ICal;
use DateTime;
use JSON::PP;

sub value { my ($entry, $name) = @_; my $found = $entry->property($name); return $found ? $found->[0]->value : '' }

sub moment {
    my ($property) = @{ $_[0] };
    my ($year, $month, $day, $hour, $minute, $second, $utc)
        = $property->value =~ /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/ or die $property->value;
    my $parameters = $property->parameters;
    return "$year$month$day" if ($parameters->{VALUE} // '') eq 'DATE';
    return DateTime->new(
        year => $year, month => $month, day => $day, hour => $hour, minute => $minute, second => $second,
        time_zone => $utc ? 'UTC' : $parameters->{TZID},
    )->epoch;
}

sub person {
    my ($property) = @{ $_[0] || return '' };
    return $property->parameters->{CN} . ' <' . $property->value =~ s/^mailto://r . '>';
}

sub entry_of {
    my ($event) = @_;
    return {
        (map { $_ => value($event, $_) } qw(uid summary description location status)),
        sequence => 0 + value($event, 'sequence'),
        start => moment($event->property('dtstart')),
        end => moment($event->property('dtend')),
        organizer => person($event->property('organizer')),
        attendee => person($event->property('attendee')),
    };
}

my ($folder) = @ARGV;
opendir my $listing, $folder or die "$folder: $!";
my %result;
for my $name (grep { /\.ics$/ } readdir $listing) {
    open my $file, '<:raw:encoding(UTF-8)', "$folder/$name" or die "$name: $!";
    my $calendar = Data::ICal->new(data => do { local $/; <$file> });
    ref $calendar eq 'Data::ICal' or die "$name: " . $calendar->error_message;
    $result{$name} = [ map { entry_of($_) } grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries } ];
}
print JSON::PP->new->utf8->encode(\%result);
