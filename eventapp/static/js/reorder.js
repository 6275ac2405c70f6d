/*
 * <ol data-reorder> of <li data-item> with a form [data-moves]: the buttons move without a new page, a handle can be dragged, and
 * Alt with the arrow keys moves from the keyboard. The server answers each move with the page; what is marked data-refresh is taken over.
 */
const words = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const voice = document.createElement("p");
voice.className = "kern-sr-only";
voice.setAttribute("role", "status");
document.body.append(voice);

const items = (list) => [...list.querySelectorAll(":scope > [data-item]")];

/** Send the move; take over what changed; put the focus back where it was, or to its neighbour if that is gone. */
async function move(list, item, fields, focused) {
  const form = item.querySelector("form[data-moves]");
  const data = new FormData(form);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const { id } = item;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-refresh][id]")) {
      const fresh = page.getElementById(old.id);
      if (fresh) old.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    voice.textContent = list.dataset.failed;
    location.reload();
    return;
  }
  const renewed = document.getElementById(list.id);
  const moved = document.getElementById(id);
  equip(renewed);
  const target = moved?.querySelector(focused);
  (target && !target.disabled ? target : moved?.querySelector(".handle"))?.focus();
  const position = items(renewed).indexOf(moved) + 1;
  voice.textContent = words(list.dataset.moved, { title: moved?.dataset.title, position, total: items(renewed).length });
}

function equip(list) {
  for (const item of items(list)) {
    const handle = document.createElement("button");
    Object.assign(handle, { type: "button", className: "handle" });
    handle.innerHTML = '<span class="kern-icon kern-icon--dehaze" aria-hidden="true"></span><span class="kern-sr-only"></span>';
    handle.lastChild.textContent = `${list.dataset.handle}: ${item.dataset.title}`;
    item.prepend(handle);
    handle.addEventListener("keydown", (event) => {
      const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!event.altKey || !direction) return;
      event.preventDefault();
      const border = direction === "up" ? items(list)[0] : items(list).at(-1);
      if (border !== item) move(list, item, { direction }, ".handle");
    });
    handle.addEventListener("pointerdown", (event) => drag(list, item, event));
    item.querySelector("form[data-moves]").addEventListener("submit", (event) => {
      event.preventDefault();
      const direction = event.submitter.value;
      move(list, item, { direction }, `button[value="${direction}"]`);
    });
  }
}

function drag(list, item, start) {
  if (start.button !== 0) return;
  const before = items(list).indexOf(item);
  const next = item.nextElementSibling;
  const follow = (event) => {
    item.classList.add("reorder__item--held");
    const under = items(list).find((other) => {
      const { top, bottom } = other.getBoundingClientRect();
      return other !== item && event.clientY > top && event.clientY < bottom;
    });
    if (!under) return;
    const { top, height } = under.getBoundingClientRect();
    const upwards = items(list).indexOf(under) < items(list).indexOf(item);
    if (upwards && event.clientY < top + height / 2) under.before(item);
    else if (!upwards && event.clientY > top + height / 2) under.after(item);
  };
  const settle = (event) => {
    over.abort();
    item.classList.remove("reorder__item--held");
    if (event.type === "pointercancel") list.insertBefore(item, next);
    const now = items(list).indexOf(item);
    if (now !== before) move(list, item, { position: now + 1 }, ".handle");
  };
  /* On the window: the handle loses hold of the pointer whenever its item changes place. */
  const over = new AbortController();
  for (const [name, action] of [["pointermove", follow], ["pointerup", settle], ["pointercancel", settle]]) {
    window.addEventListener(name, action, { signal: over.signal });
  }
}

for (const list of document.querySelectorAll("[data-reorder]")) equip(list);
