/* <form data-busy> with a <span data-busy-label="…"> in its button: while the answer is awaited, the button says so. */
for (const form of document.querySelectorAll("form[data-busy]")) {
  const label = form.querySelector("[data-busy-label]");
  const words = label.textContent;
  label.setAttribute("aria-live", "polite");
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    label.textContent = label.dataset.busyLabel;
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    label.textContent = words;
  });
}
