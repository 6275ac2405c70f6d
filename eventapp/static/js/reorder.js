/*
 * <ol data-reorder> of <li data-item> with a form [data-moves]: the buttons move without a new page, a handle can be dragged, and
 * Alt with the arrow keys moves from the keyboard; a form [data-minutes] stores a length in place. The server answers each with the
 * page; what is marked data-refresh is taken over.
 */
const words = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const voice = document.createElement("p");
voice.className = "kern-sr-only";
voice.setAttribute("role", "status");
document.body.append(voice);

const items = (list) => [...list.querySelectorAll(":scope > [data-item]")];

/** Send a form; take over what changed from the answer; keep what is typed elsewhere but not sent. Answers whether it went well. */
async function send(list, form, fields = {}) {
  const data = new FormData(form);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById(list.id)) return false;
    const typed = [...list.querySelectorAll("form[data-minutes] input:not([type=hidden])")]
      .filter((input) => input.value !== input.defaultValue && input.form !== form);
    for (const old of document.querySelectorAll("[data-refresh][id]")) {
      const fresh = page.getElementById(old.id);
      if (fresh) old.replaceWith(document.adoptNode(fresh));
    }
    for (const { id, value } of typed) {
      const input = document.getElementById(id);
      if (input) input.value = value;
    }
  } catch {
    return false;
  }
  equip(document.getElementById(list.id));
  return true;
}

/** Move an item, and put the focus back where it was, or on the handle if that is gone. */
async function move(list, item, fields, focused) {
  const { id } = item;
  if (!await send(list, item.querySelector("form[data-moves]"), fields)) {
    voice.textContent = list.dataset.failed;
    location.reload();
    return;
  }
  const renewed = document.getElementById(list.id);
  const moved = document.getElementById(id);
  const target = moved?.querySelector(focused);
  (target && !target.disabled ? target : moved?.querySelector(".handle"))?.focus();
  const position = items(renewed).indexOf(moved) + 1;
  voice.textContent = words(list.dataset.moved, { title: moved?.dataset.title, position, total: items(renewed).length });
}

/** Store how long an item lasts. What the server refuses is sent the ordinary way, so that its page explains it. */
async function last(list, item, form) {
  const { id } = item;
  if (!await send(list, form)) {
    form.submit();
    return;
  }
  const changed = document.getElementById(id);
  const input = changed?.querySelector("form[data-minutes] input:not([type=hidden])");
  input?.focus();
  voice.textContent = words(list.dataset.stored, { title: changed?.dataset.title, minutes: input?.value });
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
    const minutes = item.querySelector("form[data-minutes]");
    if (!minutes) continue;
    const input = minutes.querySelector("input:not([type=hidden])");
    const store = minutes.querySelector("button");
    const show = () => { store.hidden = input.value === input.defaultValue && !input.ariaInvalid; };
    input.addEventListener("input", show);
    minutes.addEventListener("submit", (event) => {
      event.preventDefault();
      last(list, item, minutes);
    });
    show();
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
