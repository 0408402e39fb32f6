// What somebody at the screen changes, over a real director: every story of changing.mjs, one after the other. change.mjs ADDRESS PASSWORD
import { browser, findings, signIn, WIDE } from "./browser.mjs";
import { stories } from "./changing.mjs";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // loopback, and a certificate that this director has made
const [address, password, only] = process.argv.slice(2);
const chrome = await browser();
const permits = [/40[0139]|412|422/, /net::ERR/];
const cookies = new Map();

/** A request of somebody's page, without a browser. */
async function ask(role, method, path, body) {
  if (!cookies.has(role)) {
    const answer = await send("POST", "/sessions", { name: role, password }, {});
    cookies.set(role, answer.headers.get("set-cookie").split(";")[0]);
  }
  return send(method, path, body, { Cookie: cookies.get(role), "If-Match": "*" });
}

function send(method, path, body, more) {
  const headers = { "Sec-Fetch-Site": "same-origin", "X-Arapaima": "1", "Content-Type": "application/json", ...more };
  return fetch(address + "/api/v1" + path, { method, headers, ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }) });
}

const world = {
  at: (path) => address + "/#" + path.replace(/^\/edit/, "/editor"),
  axe: findings,
  check(what, truth) {
    if (!truth) throw new Error("not so: " + what);
  },
  async page(role, lang = "en") {
    const page = await chrome.page(address, { viewport: WIDE, locale: lang === "ja" ? "ja-JP" : "en-GB", permits });
    await signIn(page, address, role, password);
    return page;
  },
  async api(role, method, path, body) {
    const answer = await ask(role, method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return /json/.test(answer.headers.get("content-type")) ? answer.json() : answer.text();
  },
  status: async (role, method, path, body) => (await ask(role, method, path, body)).status,
};

let fault;
for (const [name, story] of Object.entries(stories)) {
  if (only && !name.includes(only)) continue;
  try {
    await story(world);
    console.log("  " + name);
  } catch (e) {
    fault ??= e;
    console.log(`FAILED ${name}: ${String(e.message).slice(0, 1500)}`);
  }
}
chrome.faults.forEach((f) => console.log("FAULT " + f));
await chrome.close();
if (fault === undefined && chrome.faults.length === 0) console.log("END well");
process.exit(fault === undefined && chrome.faults.length === 0 ? 0 : 1);
