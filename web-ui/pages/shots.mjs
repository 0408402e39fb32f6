// Takes a picture of every screen, in both languages, of a real director. shots.mjs [FOLDER]
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { browser, NARROW, overflow, WIDE } from "./stories/browser.mjs";
import { PASSWORD, stand, until } from "./stories/stand.mjs";

const folder = resolve(process.argv[2] ?? "../../docs/images");
mkdirSync(folder, { recursive: true });
const SCREENS = [["now", "#/now"], ["services", "#/services"], ["service", "#/service/shop-https"], ["service-many", "#/service/search"], ["nodes", "#/nodes"], ["draft", "#/changes?draft=1"], ["history", "#/changes?tab=history"], ["editor", "#/editor"], ["editor-servers", "#/editor?at=virtual/shop-https&step=servers"], ["editor-checks", "#/editor?at=virtual/shop-https&step=checks"], ["editor-text", "#/editor?view=text"], ["directors", "#/directors"], ["records", "#/records"], ["mail", "#/records?tab=mail"], ["access", "#/access"]];
const here = await stand();
const chrome = await browser();

async function settled(page) {
  await page.waitForTimeout(400);
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
}

async function shot(page, name) {
  await page.screenshot({ path: `${folder}/${name}.png` });
  const beyond = await overflow(page);
  console.log(name + (beyond > 0 ? ` reaches ${beyond} px beyond the edge` : ""));
}

try {
  const page = await chrome.page(here.address);
  await until("the console answers", async () => (await page.goto(here.address + "/")).ok());
  await page.locator("input[name=name]").waitFor();
  for (const language of ["ja", "en"]) {
    await page.locator(`.languages [lang=${language}]`).click();
    await settled(page);
    await shot(page, `door-${language}`);
  }
  await page.locator("button.link").click();
  await shot(page, "first-start-en");
  await page.locator("input[name=code]").fill(here.code);
  await page.locator("input[name=name]").fill("anna");
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("button.main").click();
  await page.locator(".sentence").waitFor();
  await until("the checks have spoken", async () => (await page.locator(".causes .s-down, .causes .s-stale").count()) >= 2 && !/no verdict|without/.test(await page.locator(".sentence").textContent()));
  await page.goto(here.address + "/#/service/shop-api");
  await page.locator("tr:has-text('api-02') .acts button").first().click();
  await page.locator("dialog input[name=reason], .asking button.main").first().waitFor();
  if (await page.locator(".asking").count()) await page.locator(".asking button.main").click();
  else { await page.locator("dialog input[name=reason]").fill("kernel update"); await page.locator("dialog select").selectOption("7200"); await page.locator("dialog button.main").click(); }
  await page.locator("tr:has-text('api-02') .ordered").waitFor();
  // A draft, so that there is a difference to see.
  await page.evaluate(async () => {
    const headers = { "X-Arapaima": "1", "Content-Type": "application/json", "If-Match": "*" };
    const ask = (method, path, body) => fetch("/api/v1/drafts" + path, { method, headers, body: JSON.stringify(body) });
    await ask("POST", "", {});
    const path = ["virtual", "shop-https"];
    await ask("PATCH", "/1", { edits: [{ op: "set", path: [...path, "server", "web-02"], keyword: "weight", value: "100" }, { op: "set", path, keyword: "scheduler", value: "wrr" }, { op: "add-block", path: [...path, "server", "web-05"] }, { op: "set", path: [...path, "server", "web-05"], keyword: "address", value: "127.0.20.5" }] });
  });
  for (const dark of [false, true]) {
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    for (const language of dark ? ["en"] : ["en", "ja"]) {
      for (const [size, viewport] of [["", WIDE], ["-narrow", NARROW]]) {
        await page.setViewportSize(viewport);
        await page.locator(".person summary").click();
        await page.locator(`.languages [lang=${language}]`).click();
        await page.locator(".person summary").click();
        for (const [name, hash] of dark ? SCREENS.slice(0, 3) : SCREENS) {
          await page.goto(here.address + "/" + hash);
          await settled(page);
          await shot(page, `${name}-${language}${dark ? "-dark" : ""}${size}`);
        }
      }
    }
  }
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(here.address + "/#/service/intranet");
  await page.locator("tr:has-text('in-01') .acts button").first().click();
  await page.waitForTimeout(300);
  await shot(page, "drain-en");
  console.log(chrome.faults.join("\n"));
} finally {
  await chrome.close();
  await here.stop();
}
