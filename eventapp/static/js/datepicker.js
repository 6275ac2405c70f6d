/* <div data-datepicker="words for the button"><input type="text"></div>: adds the browser's own calendar, typing stays possible. */
const toIso = (text) => {
  const [, day, month, year] = /^\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{2}|\d{4})\s*$/.exec(text) ?? [];
  return year ? `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text.trim();
};

for (const frame of document.querySelectorAll("[data-datepicker]")) {
  const text = frame.querySelector("input");
  const native = document.createElement("input");
  if (!("showPicker" in native)) continue;
  Object.assign(native, { type: "date", tabIndex: -1, className: "date-picker" });
  native.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "kern-btn kern-btn--secondary" });
  button.innerHTML = '<span class="kern-icon kern-icon--calendar-today" aria-hidden="true"></span><span class="kern-sr-only"></span>';
  button.lastChild.textContent = frame.dataset.datepicker;
  button.addEventListener("click", () => {
    native.value = toIso(text.value);
    native.showPicker();
  });
  native.addEventListener("change", () => {
    if (!native.value) return;
    text.value = native.value.split("-").reverse().join(".");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
  frame.append(button, native);
}
