<?php
// Reads every .ics file of a folder with sabre/vobject (Nextcloud's parser) and prints what it understood as JSON.
require 'Sabre/VObject/autoload.php';

function moment($property) {
    $time = $property->getDateTime();
    return $property->hasTime() ? $time->getTimestamp() : $time->format('Ymd');
}

function person($property) {
    return $property ? $property['CN'] . ' <' . substr($property, strlen('mailto:')) . '>' : '';
}

function read($component) {
    return [
        'uid' => (string) $component->UID,
        'summary' => (string) $component->SUMMARY,
        'description' => (string) $component->DESCRIPTION,
        'status' => (string) $component->STATUS,
        'sequence' => (int) (string) $component->SEQUENCE,
    ];
}

$result = [];
foreach (array_diff(scandir($argv[1]), ['.', '..']) as $name) {
    $calendar = Sabre\VObject\Reader::read(file_get_contents("$argv[1]/$name"));
    $result[$name] = [];
    foreach ($calendar->select('VEVENT') as $event) {
        $result[$name][] = read($event) + [
            'location' => (string) $event->LOCATION,
            'start' => moment($event->DTSTART),
            'end' => moment($event->DTEND),
            'organizer' => person($event->ORGANIZER),
            'attendee' => person($event->ATTENDEE),
        ];
    }
    foreach ($calendar->select('VTODO') as $task) {
        $completed = $task->COMPLETED ? moment($task->COMPLETED) : '';
        $result[$name][] = read($task) + ['due' => moment($task->DUE), 'completed' => $completed];
    }
}
echo json_encode($result, JSON_THROW_ON_ERROR);
