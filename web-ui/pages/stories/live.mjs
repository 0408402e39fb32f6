// What somebody at the screen sees and does, over a real director. live.mjs ADDRESS PASSWORD; asks whoever started it for what no page can do:
// it writes "DO something", and goes on when it reads a line.
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { browser, check, findings, NARROW, overflow, signIn, WIDE } from "./browser.mjs";

const [console_, password] = process.argv.slice(2);
/** Between browser and console lies a wire that can be cut: nothing comes through then, and nobody is told. */
const frozen = { at: false, sockets: new Set() };
const wire = createServer((near) => {
  const far = connect(Number(new URL(console_).port), "127.0.0.1");
  for (const [from, to] of [[near, far], [far, near]]) {
    frozen.sockets.add(from);
    from.on("data", (bytes) => { if (!frozen.at) to.write(bytes); });
    from.on("error", () => {});
    from.on("close", () => { frozen.sockets.delete(from); to.destroy(); });
  }
});
await new Promise((done) => wire.listen(0, "127.0.0.1", done));
const address = `https://127.0.0.1:${wire.address().port}`;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const told = async (what) => { console.log("DO " + what); await lines.next(); };
const LIMIT = 20_000;
const chrome = await browser();
const permits = [/401|403|503/, /net::ERR/];

/** Waits for a word of the header, and says after how long it came. */
async function link(page, kind) {
  const began = Date.now();
  await page.locator(`[data-link=${kind}]`).waitFor({ timeout: 90_000 });
  return Date.now() - began;
}

async function look(page, what) {
  const serious = await findings(page);
  for (const one of serious) chrome.faults.push(`${what}: ${one}`);
  const beyond = await overflow(page);
  if (beyond > 0) chrome.faults.push(`${what}: ${beyond} px beyond the edge`);
  console.log(`  ${what}: looked at`);
}

async function see() {
  const page = await chrome.page(address, { permits });
  await page.goto(address + "/");
  await page.locator("input[name=name]").waitFor();
  await look(page, "the door");
  await page.locator(".languages [lang=ja]").click();
  await page.locator("h1", { hasText: "サインイン" }).waitFor();
  check(true, "the language is chosen before the sign-in");
  await page.locator(".languages [lang=en]").click();
  await page.locator("input[name=name]").fill("nobody");
  await page.locator("input[name=password]").fill("wrong wrong");
  await page.locator("button.main").click();
  await page.locator(".wrong:has-text('Name or password')").waitFor();
  await signIn(page, address, "operator", password);
  await link(page, "live");
  await page.locator(".sentence h1").waitFor();
  check((await page.locator("script:not([src])").count()) === 0, "a name that is a script is text");
  for (const language of ["en", "ja"]) {
    for (const [size, viewport] of [["wide", WIDE], ["narrow", NARROW], ["at 360 px", { width: 360, height: 640 }]]) {
      await page.setViewportSize(viewport);
      await page.locator(".person summary").click();
      await page.locator(`.languages [lang=${language}]`).click();
      await page.locator(".person summary").click();
      for (const screen of ["now", "services", "service/web", "nodes"]) {
        await page.goto(`${address}/#/${screen}`);
        await page.locator("main h1").first().waitFor();
        await page.waitForTimeout(400);
        if (size !== "at 360 px") await look(page, `${screen}, ${language}, ${size}`);
        else check((await overflow(page)) <= 0, `${screen}, ${language}, ${size}: nothing reaches beyond the edge`);
      }
    }
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "dark" });
  for (const screen of ["now", "services", "service/web"]) {
    await page.goto(`${address}/#/${screen}`);
    await page.waitForTimeout(400);
    await look(page, screen + ", dark");
  }
  await page.goto(`${address}/#/services`);
  await page.locator("tbody tr").filter({ hasText: "<b>mail</b>" }).waitFor();
  check((await page.locator("main b").count()) === 0, "a name with tags is shown as it is written");
  return page;
}

async function operate(page) {
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator(".person summary").click();
  await page.locator(".languages [lang=en]").click();
  await page.locator(".person summary").click();
  await page.goto(`${address}/#/service/web`);
  const row = page.locator("tr", { hasText: "s1" });
  await row.locator(".acts button").first().click();
  const confirm = page.locator(".asking button.main, dialog[open] form.order").first();
  await confirm.waitFor();
  if (await page.locator("dialog[open]").count()) {
    const word = page.locator("dialog[open] .field input:not([name])");
    if (await word.count()) await word.fill("web/s1");
    await page.locator("dialog[open] input[name=reason]").fill("new disks");
    await page.locator("dialog[open] .buttons button").last().click();
  } else await confirm.click();
  await row.locator(".ordered").waitFor();
  check(true, "a server that was drained says by whom");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await page.locator("#planned").waitFor();
  check((await page.locator("section[aria-labelledby=planned] li", { hasText: "web/s1" }).count()) === 1, "it is planned work and no problem, and g n leads there");
  await page.locator("section[aria-labelledby=planned] li button").first().click();
  await page.locator(".asking button.main").click();
  await page.locator("section[aria-labelledby=planned] li", { hasText: "web/s1" }).waitFor({ state: "detached" });
  check(true, "and it was returned");
  await page.keyboard.press("?");
  await page.locator("dialog[open] kbd").first().waitFor();
  await page.keyboard.press("Escape");
  const viewer = await chrome.page(address, { permits });
  await signIn(viewer, address, "viewer", password);
  await viewer.goto(`${address}/#/service/web`);
  await viewer.locator("tbody tr").first().waitFor();
  check((await viewer.locator(".acts button, .tick").count()) === 0, "a viewer is offered nothing that a viewer may not");
}

/** What was is drawn, and can be read as a table; the last answer of each check is told. */
async function charts(page) {
  await page.goto(`${address}/#/service/web`);
  await page.locator(".chart canvas").first().waitFor({ timeout: 90_000 });
  check((await page.locator(".chart").count()) === 6, "six charts, of the service and of one server");
  await page.locator(".chart details summary").first().click();
  await page.locator(".chart table tbody tr").nth(10).waitFor();
  await page.locator("[role=tab]", { hasText: "Checks" }).click();
  await page.locator(".probes tr", { hasText: "web/s1" }).filter({ hasText: "said hello" }).waitFor();
  check(true, "the last answer of a check is told");
  await look(page, "checks of a service");
}

/** What is down is in the headline, in the title and in the icon, at both sizes without a click. */
async function fallen(page) {
  await told("one-down");
  for (const viewport of [WIDE, NARROW]) {
    await page.setViewportSize(viewport);
    await page.goto(`${address}/#/now`);
    await page.locator(".sentence h1", { hasText: /1 of \d+ servers? down/ }).waitFor();
    const row = page.locator(".causes li", { hasText: "TIMEOUT: no answer" });
    check(await row.evaluate((e) => e.getBoundingClientRect().top < innerHeight - 60), `${viewport.width} px: a server that is down is in the headline, and its reason in sight`);
  }
  check(/^\(1\)/.test(await page.title()), "and in the title");
  await page.setViewportSize(WIDE);
}

async function cut(page) {
  await told("kill-hub");
  let after = await link(page, "hub");
  check(after <= LIMIT, `a director program that was killed is said after ${after} ms`);
  await page.locator(".banner.bad").first().waitFor();
  check((await page.locator(".s-up, .s-ok").count()) === 0, "and nothing is green");
  frozen.at = true;
  after = await link(page, "cut");
  check(after <= LIMIT, `a cut network is said after ${after} ms`);
  frozen.at = false;
  for (const socket of frozen.sockets) socket.destroy();
  await told("start-hub");
  await link(page, "live");
  check(true, "and it is live again, without a reload");
}

try {
  const page = await see();
  await operate(page);
  await charts(page);
  check(chrome.faults.length === 0, "axe finds nothing serious, nothing overflows: " + chrome.faults.join("\n"));
  await fallen(page);
  await cut(page);
  check(chrome.faults.length === 0, "no request elsewhere, no error: " + chrome.faults.join("\n"));
  console.log("END well");
} finally {
  await chrome.close();
  process.stdin.destroy();
  wire.close();
  for (const socket of frozen.sockets) socket.destroy();
}
