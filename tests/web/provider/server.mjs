// A real provider (oidc-provider, certified) without pages: whoever the test names is signed in there at once.
// node server.mjs PORT REDIRECT_URI; prints "ready". POST /as with JSON: who comes next, with her claims.
import http from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [port, redirectUri, modules] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(createRequire(`${modules}/`).resolve("oidc-provider")).href);
const issuer = `http://127.0.0.1:${port}`;
let next = {};

const provider = new Provider(issuer, {
  clients: [{ client_id: "eventapp", client_secret: "a secret of the tests", redirect_uris: [redirectUri] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...next.claims, sub }) }),
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({ clientId: "eventapp", accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});
const oidc = provider.callback();

http
  .createServer(async (request, response) => {
    if (request.url === "/as") {
      let text = "";
      for await (const piece of request) text += piece;
      next = JSON.parse(text);
      response.end();
    } else if (request.url.startsWith("/interaction/")) {
      const login = next.error ? { error: next.error } : { login: { accountId: next.sub, amr: next.amr } };
      await provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
    } else oidc(request, response);
  })
  .listen(Number(port), "127.0.0.1", () => console.log("ready"));
