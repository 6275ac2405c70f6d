/* <button hidden data-copy="ID of the input" data-copied="Kopiert">: copies the input's text and says so in the button. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.querySelector(".kern-label");
  const words = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    source.select();
    await navigator.clipboard.writeText(source.value);
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = words; }, 3000);
  });
}
