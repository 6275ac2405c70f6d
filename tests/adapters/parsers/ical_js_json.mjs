// Reads every .ics file of a folder with ical.js and prints the jCal that it makes of it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(module).href);
const result = {};
for (const name of readdirSync(folder)) {
  result[name] = ICAL.parse(readFileSync(join(folder, name), "utf-8"));
}
console.log(JSON.stringify(result));
