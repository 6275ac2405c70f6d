// Reads every .ics file of a folder with node-ical and prints what it understood as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { default: ical } = await import(pathToFileURL(module).href);

const digits = (number, length) => String(number).padStart(length, "0");
const day = (date) => digits(date.getFullYear(), 4) + digits(date.getMonth() + 1, 2) + digits(date.getDate(), 2);
const moment = (date) => (date.dateOnly ? day(date) : date.getTime() / 1000);
const text = (value) => value?.val ?? value ?? "";
const person = (value) => (value ? `${value.params.CN} <${value.val.replace(/^mailto:/, "")}>` : "");

function read(event) {
  return {
    uid: event.uid,
    summary: text(event.summary),
    description: text(event.description),
    location: text(event.location),
    status: event.status ?? "",
    sequence: event.sequence,
    start: moment(event.start),
    end: moment(event.end),
    organizer: person(event.organizer),
    attendee: person(event.attendee),
  };
}

const result = {};
for (const name of readdirSync(folder)) {
  const found = Object.values(ical.sync.parseICS(readFileSync(join(folder, name), "utf-8")));
  result[name] = found.filter((component) => component.type === "VEVENT").map(read);
}
console.log(JSON.stringify(result));
