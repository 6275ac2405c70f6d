<?php
// Reads every .ics file of a folder with sabre/vobject (Nextcloud's parser) and prints what it understood as JSON.
require 'Sabre/VObject/autoload.php';

function moment($property) {
    $time = $property->getDateTime();
    return $property->hasTime() ? $time->getTimestamp() : $time->format('Ymd');
}

$result = [];
foreach (array_diff(scandir($argv[1]), ['.', '..']) as $name) {
    $calendar = Sabre\VObject\Reader::read(file_get_contents("$argv[1]/$name"));
    $result[$name] = [];
    foreach ($calendar->VEVENT as $event) {
        $result[$name][] = [
            'uid' => (string) $event->UID,
            'summary' => (string) $event->SUMMARY,
            'description' => (string) $event->DESCRIPTION,
            'location' => (string) $event->LOCATION,
            'status' => (string) $event->STATUS,
            'sequence' => (int) (string) $event->SEQUENCE,
            'start' => moment($event->DTSTART),
            'end' => moment($event->DTEND),
        ];
    }
}
echo json_encode($result, JSON_THROW_ON_ERROR);
