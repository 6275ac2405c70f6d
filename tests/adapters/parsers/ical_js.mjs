// Reads every .ics file of a folder with ical.js (Thunderbird's parser) and prints what it understood as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(module).href);

const moment = (time) => (time.isDate ? time.toString().replaceAll("-", "") : time.toUnixTime());
const text = (event, name) => event.getFirstPropertyValue(name) ?? "";

function read(event) {
  return {
    uid: text(event, "uid"),
    summary: text(event, "summary"),
    description: text(event, "description"),
    location: text(event, "location"),
    status: text(event, "status"),
    sequence: event.getFirstPropertyValue("sequence"),
    start: moment(event.getFirstPropertyValue("dtstart")),
    end: moment(event.getFirstPropertyValue("dtend")),
  };
}

const result = {};
for (const name of readdirSync(folder)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), "utf-8")));
  result[name] = calendar.getAllSubcomponents("vevent").map(read);
}
console.log(JSON.stringify(result));
