// A provider of log-ins, for tests: node provider.mjs FOLDER BACK, FOLDER being that of node_modules.
// Whoever comes is logged in at once, as the account that the header x-account names.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [folder, back] = process.argv.slice(2);
const library = pathToFileURL(`${folder}/node_modules/oidc-provider/lib/index.js`);
const { Provider } = await import(library.href);

const names = { given_name: "Lies", family_name: "Voorbeeld" };
const accounts = {
  lies: { ...names, rrn: "85041795161" },
  nameless: names,
  wrong: { ...names, rrn: "85041795162" },
};

const key = (kind, options, alg) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }), alg, use: "sig", kid: alg,
});
const client = (id, alg) => ({
  client_id: id,
  client_secret: "a secret: of tests",
  redirect_uris: [back],
  post_logout_redirect_uris: [back],
  id_token_signed_response_alg: alg,
});

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client("klik-rs256", "RS256"), client("klik-es256", "ES256")],
    jwks: {
      keys: [key("rsa", { modulusLength: 2048 }, "RS256"), key("ec", { namedCurve: "P-256" }, "ES256")],
    },
    cookies: { keys: ["only for tests"] },
    scopes: ["openid", "profile", "rrn"],
    claims: { openid: ["sub"], profile: ["given_name", "family_name"], rrn: ["rrn"] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const result = {};
    if (prompt.name === "login") {
      result.login = { accountId: request.headers["x-account"] ?? "lies" };
    } else {
      const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      result.consent = { grantId: await grant.save() };
    }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  });
  console.log(issuer);
});
