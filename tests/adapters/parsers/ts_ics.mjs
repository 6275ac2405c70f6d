// Reads every .ics file of a folder with ts-ics and prints what it understood as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { convertIcsCalendar } = await import(pathToFileURL(module).href);

const moment = ({ type, date }) =>
  type === "DATE" ? date.toISOString().slice(0, 10).replaceAll("-", "") : date.getTime() / 1000;
const person = (value) => (value ? `${value.name} <${value.email}>` : "");

function read(event) {
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description ?? "",
    location: event.location ?? "",
    status: event.status ?? "",
    sequence: event.sequence ?? 0,
    start: moment(event.start),
    end: moment(event.end),
    organizer: person(event.organizer),
    attendee: person(event.attendees?.[0]),
  };
}

const result = {};
for (const name of readdirSync(folder)) {
  const { events } = convertIcsCalendar(undefined, readFileSync(join(folder, name), "utf-8"));
  result[name] = (events ?? []).map(read);
}
console.log(JSON.stringify(result));
