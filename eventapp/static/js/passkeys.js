/* Passkeys: a form asks the browser for one and carries its answer. Without this file its button stays hidden. */
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (known) => (known ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function asked(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!answer.ok || answer.redirected) return null;
  const options = await answer.json();
  options.challenge = toBytes(options.challenge);
  options.allowCredentials = described(options.allowCredentials);
  options.excludeCredentials = described(options.excludeCredentials);
  if (options.user) options.user.id = toBytes(options.user.id);
  return options;
}

async function shown(form) {
  const publicKey = await asked(form);
  if (!publicKey) return null;
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  const told = credential.response;
  const response = { clientDataJSON: toText(told.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (told[name]) response[name] = toText(told[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

function say(form, sentence) {
  const place = form.querySelector("[data-passkey-message]");
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
}

function prepare(form) {
  const button = form.querySelector("[data-passkey-button]");
  if (!window.PublicKeyCredential) return say(form, form.dataset.unable);
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    const { answer, name } = form.elements;
    // A name that the server will refuse is refused before the device makes a key that nobody knows.
    if (answer.value || (name && !name.value.trim()) || name?.value.length > 80) return;
    event.preventDefault();
    say(form, "");
    button.disabled = true;
    try {
      answer.value = (await shown(form)) ?? "";
      if (answer.value) form.submit();
      else say(form, form.dataset.stale);
    } catch (error) {
      say(form, error.name === "InvalidStateError" ? form.dataset.known : form.dataset.cancelled);
    } finally {
      button.disabled = false;
      if (document.activeElement === document.body) button.focus();
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(prepare);
// Who comes back by the browser's arrow must not send an old answer again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-passkey]").forEach((form) => (form.elements.answer.value = "")));
