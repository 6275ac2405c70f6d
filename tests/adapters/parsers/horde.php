<?php
// Reads every .ics file of a folder with Horde_Icalendar and prints what it understood as JSON.
spl_autoload_register(function ($class) {
    @include str_replace('_', '/', $class) . '.php';
});

function moment($event, $name) {
    $value = $event->getAttribute($name);
    return is_array($value) ? $value['year'] . $value['month'] . $value['mday'] : $value;
}

function person($event, $name) {
    $value = $event->getAttributeDefault($name);
    return $value ? $event->getAttribute($name, true)[0]['CN'] . ' <' . substr($value, strlen('mailto:')) . '>' : '';
}

$result = [];
foreach (array_diff(scandir($argv[1]), ['.', '..']) as $file) {
    $calendar = new Horde_Icalendar();
    $calendar->parsevCalendar(file_get_contents("$argv[1]/$file"));
    $result[$file] = [];
    foreach ($calendar->getComponents() as $event) {
        if ($event->getType() !== 'vEvent') {
            continue;
        }
        $read = [];
        foreach (['UID', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'STATUS'] as $name) {
            $read[strtolower($name)] = $event->getAttributeDefault($name);
        }
        $result[$file][] = $read + [
            'sequence' => $event->getAttribute('SEQUENCE'),
            'start' => moment($event, 'DTSTART'),
            'end' => moment($event, 'DTEND'),
            'organizer' => person($event, 'ORGANIZER'),
            'attendee' => person($event, 'ATTENDEE'),
        ];
    }
}
echo json_encode($result, JSON_THROW_ON_ERROR);
