/* [data-live][id]: kept up to date while somebody looks at it. Only a role=status speaks, when its words change; nothing is taken away from under a focus. */
const lives = [...document.querySelectorAll("[data-live][id]")];
const EVERY = 1000 * Math.min(...lives.map((part) => Number(part.dataset.live) || 15));

const isInUse = (part) => part.contains(document.activeElement) || part.contains(getSelection()?.anchorNode ?? null) && !getSelection().isCollapsed;

async function renew() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of lives) {
    const now = fresh.getElementById(part.id);
    if (!now || isInUse(part) || part.innerHTML === now.innerHTML) continue;
    for (const open of part.querySelectorAll("details[open][id]")) now.querySelector(`#${open.id}`)?.setAttribute("open", "");
    part.replaceChildren(...now.childNodes);
  }
}

setInterval(() => { renew().catch(() => {}); }, EVERY);
document.addEventListener("visibilitychange", () => { renew().catch(() => {}); });
