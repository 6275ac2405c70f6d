// Reads every .ics file of a folder with ical.js (Thunderbird's parser) and prints what it understood as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(module).href);

const moment = (time) => (time.isDate ? time.toString().replaceAll("-", "") : time.toUnixTime());
const text = (event, name) => event.getFirstPropertyValue(name) ?? "";

function person(event, name) {
  const found = event.getFirstProperty(name);
  return found ? `${found.getParameter("cn")} <${found.getFirstValue().replace(/^mailto:/, "")}>` : "";
}

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
    organizer: person(event, "organizer"),
    attendee: person(event, "attendee"),
  };
}

function readTask(task) {
  const completed = task.getFirstPropertyValue("completed");
  return {
    uid: text(task, "uid"),
    summary: text(task, "summary"),
    description: text(task, "description"),
    status: text(task, "status"),
    sequence: task.getFirstPropertyValue("sequence"),
    due: moment(task.getFirstPropertyValue("due")),
    completed: completed ? moment(completed) : "",
  };
}

const result = {};
for (const name of readdirSync(folder)) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), "utf-8")));
  const tasks = calendar.getAllSubcomponents("vtodo").map(readTask);
  result[name] = [...calendar.getAllSubcomponents("vevent").map(read), ...tasks];
}
console.log(JSON.stringify(result));
