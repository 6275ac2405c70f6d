/* Every page works without this file. It fetches a helper only where the page has a use for it. */
const helpers = {
  "[data-datepicker]": "./datepicker.js",
  "[data-reorder]": "./reorder.js",
  "form[data-warn-unsaved]": "./dirty.js",
  "[data-copy]": "./copy.js",
  "[data-print]": "./print.js",
  "form[data-busy]": "./busy.js",
  "[data-live]": "./live.js",
  "form[data-passkey]": "./passkeys.js",
};

for (const [selector, module] of Object.entries(helpers)) {
  if (document.querySelector(selector)) import(module);
}
