// A director with real servers behind it, on loopback, for looking at the pages: hub, check engine, relay, console, and programs of our own
// that answer, fail, hang and take clients. Nothing here is played: what the pages show has happened.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const home = resolve(import.meta.dirname, "../../..");
const launcher = process.env.ARAPAIMA_LAUNCHER ?? join(home, "arapaima");
export const PASSWORD = "korrekt pferd batterie";

/** How a server answers. */
const MANNERS = {
  well: (_, answer) => answer.end("ok"),
  failing: (_, answer) => { answer.statusCode = 503; answer.end("no database"); },
  slow: (_, answer) => setTimeout(() => answer.end("ok"), 250),
  long: (question, answer) => { answer.write("ok"); if (question.url !== "/") setTimeout(() => answer.end(), 90_000); else answer.end(); },
};

const SERVICES = [
  { name: "shop-https", vip: "127.0.10.1", scheduler: "wlc", servers: { "web-01": "long", "web-02": "long", "web-03": "well", "web-04": "failing" }, clients: 4 },
  { name: "shop-api", vip: "127.0.10.2", scheduler: "wrr", servers: { "api-01": "well", "api-02": "slow", "api-03": "well" }, clients: 2 },
  { name: "images", vip: "127.0.10.3", scheduler: "sh", servers: { "img-01": "failing", "img-02": "failing" }, sorry: true },
  { name: "intranet", vip: "127.0.10.4", scheduler: "wlc", servers: { "in-01": "well", "in-02": "well" }, persistent: 600, clients: 1 },
  { name: "mail-in", vip: "127.0.10.5", scheduler: "rr", servers: { "mx-01": "well", "mx-02": "well", "mx-03": "well" } },
  { name: "search", vip: "127.0.10.6", scheduler: "lc", servers: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`es-${String(i + 1).padStart(2, "0")}`, "well"])), clients: 2 },
  { name: "billing", vip: "127.0.10.7", scheduler: "wlc", servers: { "bill-01": "failing", "bill-02": "failing" } },
  { name: "在庫管理", vip: "127.0.10.8", scheduler: "wlc", servers: { "在庫-01": "well", "在庫-02": "well" } },
];

function configuration() {
  const blocks = SERVICES.map((s, v) => {
    const servers = Object.keys(s.servers).map((name, i) => `  server ${name} {\n    active = 1\n    address = 127.0.${20 + v}.${i + 1}\n    port = 18080\n    weight = ${i % 2 === 0 ? 100 : 50}\n  }`);
    return `virtual ${s.name} {\n  active = 1\n  address = ${s.vip} lo:${v + 1}\n  port = 18443\n  scheduler = ${s.scheduler}\n  check = http\n  http_path = "/"\n  check_interval = 2\n  timeout = 4\n  reentry = 6\n${s.persistent ? `  persistent = ${s.persistent}\n` : ""}${s.sorry ? "  sorry_server = 127.0.30.1\n" : ""}${servers.join("\n")}\n}`;
  });
  return `serial_no = 41\nprimary = 127.0.0.1\nservice = lvs\ndata_plane = relay\nnetwork = nat\n${blocks.join("\n")}\n`;
}

function listen(address, manner, port = 18080) {
  return new Promise((done, failed) => {
    const server = createServer((q, a) => MANNERS[server.manner](q, a));
    server.manner = manner;
    server.on("error", failed).listen(port, address, () => done(server));
  });
}

/** Waits for something to be so; as long as it takes. */
export async function until(what, is) {
  for (let i = 0; ; i++) {
    if (await Promise.resolve().then(is).catch(() => false)) return;
    if (i % 100 === 99) console.error("waiting until " + what);
    await new Promise((r) => setTimeout(r, 200));
  }
}

/** Starts it all; `stop()` ends it all. */
export async function stand(port = 13636) {
  const folder = mkdtempSync(join(tmpdir(), "arapaima-stand-"));
  mkdirSync(join(folder, "run"));
  const file = join(folder, "lvs.cf");
  writeFileSync(file, configuration());
  const servers = new Map();
  for (const [v, s] of SERVICES.entries()) for (const [i, [name, manner]] of Object.entries(s.servers).entries()) servers.set(name, await listen(`127.0.${20 + v}.${i + 1}`, manner));
  servers.set("sorry", await listen("127.0.30.1", "well", 18443));
  const children = [];
  const env = { ...process.env, ARAPAIMA_RUN_DIR: join(folder, "run"), ARAPAIMA_STATE_DIR: join(folder, "state"), ARAPAIMA_WEB_STATE_DIR: join(folder, "web"), ARAPAIMA_BUILT: "1" };
  const run = (...words) => {
    const child = spawn(launcher, words, { env, stdio: ["ignore", "pipe", "pipe"] });
    const log = join(folder, words[0] + ".log");
    child.text = "";
    for (const out of [child.stdout, child.stderr]) out.on("data", (d) => { child.text += d; writeFileSync(log, child.text); });
    children.push(child);
    return child;
  };
  run("lvs-manager", "-c", file, "--role=active");
  run("web-ui", `--listen=127.0.0.1:${port}`);
  const code = run("web-ui", "code");
  await new Promise((r) => code.on("exit", r));
  const word = /[a-z0-9]{4}(-[a-z0-9]{4}){3}/.exec(code.text)?.[0];
  const clients = SERVICES.flatMap((s) => Array.from({ length: s.clients ?? 0 }, () => setInterval(() => {
    const asked = get({ host: s.vip, port: 18443, path: s.name.startsWith("shop-h") ? "/basket" : "/x", agent: false }, (a) => a.resume());
    asked.on("error", () => {});
  }, 220 + Math.random() * 400)));
  return {
    address: `https://127.0.0.1:${port}`, code: word, folder, servers,
    log: () => readFileSync(join(folder, "lvs-manager.log"), "utf8"),
    async stop() {
      clients.forEach(clearInterval);
      for (const child of children.reverse()) {
        if (child.exitCode === null) {
          child.kill("SIGTERM");
          await new Promise((r) => child.on("exit", r));
        }
      }
      for (const server of servers.values()) { server.closeAllConnections(); server.close(); }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
