// Reads every .eml file of a folder with postal-mime and prints what it understood as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, module] = process.argv.slice(2);
const { default: PostalMime } = await import(pathToFileURL(module).href);

// It puts one more line end after each text.
const text = (given) => given.replace(/\n\n$/, "\n");
const person = ({ name, address }) => ({ name, address });

const result = {};
for (const name of readdirSync(folder)) {
  const mail = await PostalMime.parse(readFileSync(join(folder, name)));
  result[name] = {
    subject: mail.subject,
    from: person(mail.from),
    to: person(mail.to[0]),
    "reply-to": person(mail.replyTo[0]),
    text: text(mail.text),
    html: text(mail.html),
    calendars: mail.attachments.map(({ mimeType, method, disposition, filename, content }) => ({
      type: mimeType,
      method: method ?? "",
      disposition: disposition ?? "",
      filename: filename ?? "",
      content: Buffer.from(content).toString("base64"),
    })),
  };
}
console.log(JSON.stringify(result));
