/* <form data-warn-unsaved>: the browser asks before what was typed is lost, and typing counts as being there. */
const PRESENT_EVERY = 4 * 60 * 1000;
let seen = Date.now();
const tellPresent = () => {
  if (Date.now() - seen < PRESENT_EVERY) return;
  seen = Date.now();
  fetch(location.href, { method: "HEAD" }).catch(() => {});
};

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  const state = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const saved = form.querySelector(".kern-error") ? null : state();
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("input", tellPresent);
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && state() !== saved) event.preventDefault();
  });
}
