# Reads every .eml file of a folder with Perl's Email::MIME and prints what it understood as JSON.
use strict;
use warnings;
use Email::MIME;
use JSON::PP;
use MIME::Base64 ();

sub person {
    my ($mail, $name) = @_;
    my ($found) = $mail->header_as_obj($name)->addresses;
    return { name => $found->phrase // '', address => $found->address };
}

sub parts {
    my ($part) = @_;
    my $type = Email::MIME::ContentType::parse_content_type($part->content_type);
    my $disposition = $part->header('Content-Disposition');
    my $parsed = defined $disposition ? Email::MIME::ContentType::parse_content_disposition($disposition) : {};
    return {
        type => "$type->{type}/$type->{subtype}",
        method => $type->{attributes}{method} // '',
        charset => uc($type->{attributes}{charset} // ''),
        disposition => $parsed->{type} // '',
        filename => $parsed->{attributes}{filename} // '',
        content => $type->{type} eq 'multipart' ? '' : MIME::Base64::encode($part->body, ''),
    }, map { parts($_) } $part->subparts;
}

my ($folder) = @ARGV;
opendir my $listing, $folder or die "$folder: $!";
my %result;
for my $name (grep { /\.eml$/ } readdir $listing) {
    open my $file, '<:raw', "$folder/$name" or die "$name: $!";
    my $mail = Email::MIME->new(do { local $/; <$file> });
    $result{$name} = {
        subject => $mail->header_str('Subject'),
        (map { lc $_ => person($mail, $_) } qw(From To Reply-To)),
        parts => [ parts($mail) ],
    };
}
print JSON::PP->new->utf8->encode(\%result);
