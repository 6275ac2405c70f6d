# Reads every .ics file of a folder with Perl's iCal::Parser and prints what it understood as JSON.
#
# It is made for month views: it cuts an entry at each midnight, and sets it into one zone whatever TZID says.
use strict;
use warnings;
use DateTime;
use JSON::PP;
use iCal::Parser;

sub moment { my ($event, $time) = @_; return $event->{allday} ? $time->ymd('') : $time->epoch }

sub person {
    my ($found) = @_;
    return $found ? "$found->{CN} <" . $found->{value} =~ s/^mailto://r . '>' : '';
}

sub whole {
    my @pieces = sort { $a->{DTSTART} <=> $b->{DTSTART} } @_;
    my ($event) = @pieces;
    return {
        (map { lc $_ => $event->{$_} // '' } qw(UID SUMMARY DESCRIPTION LOCATION STATUS)),
        start => moment($event, $event->{DTSTART}),
        end => moment($event, $pieces[-1]{DTEND}),
        organizer => person($event->{ORGANIZER}),
        attendee => person($event->{ATTENDEE} && $event->{ATTENDEE}[0]),
    };
}

sub entries {
    my ($days) = @_;
    my %pieces;
    for my $day (map { values %$_ } map { values %$_ } values %$days) {
        push @{ $pieces{$_->{UID}} }, $_ for values %$day;
    }
    return [ map { whole(@$_) } values %pieces ];
}

my ($folder) = @ARGV;
opendir my $listing, $folder or die "$folder: $!";
my %result;
for my $name (grep { /\.ics$/ } readdir $listing) {
    open my $file, '<:raw:encoding(UTF-8)', "$folder/$name" or die "$name: $!";
    my $reader = iCal::Parser->new(tz => 'Europe/Berlin', start => '20000101', end => '21990101');
    $result{$name} = entries($reader->parse($file)->{events});
}
print JSON::PP->new->utf8->encode(\%result);
