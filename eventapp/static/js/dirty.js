/* <form data-warn-unsaved>: the browser asks before what was typed is lost. */
for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  const state = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const saved = form.querySelector(".kern-error") ? null : state();
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && state() !== saved) event.preventDefault();
  });
}
