// Debian's Chromium, driven by playwright-core; what a page does that it must not is kept.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 375, height: 667 };

/** A browser, and the faults that its pages have committed so far. */
export async function browser() {
  const chrome = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"] });
  const faults = [];
  return {
    faults,
    close: () => chrome.close(),
    async page(address, { viewport = WIDE, locale = "en-GB", dark = false, permits = [] } = {}) {
      const context = await chrome.newContext({ ignoreHTTPSErrors: true, viewport, locale, colorScheme: dark ? "dark" : "light" });
      const page = await context.newPage();
      page.setDefaultTimeout(Number(process.env.STORY_MS ?? 120_000));
      page.on("request", (r) => { if (!r.url().startsWith(address) && !r.url().startsWith("data:")) faults.push("asked elsewhere: " + r.url()); });
      page.on("console", (m) => { if (m.type() === "error" && !permits.some((p) => p.test(m.text()))) faults.push("console: " + m.text()); });
      page.on("response", (r) => { if (r.status() >= 400) console.log(`  answered ${r.status()}: ${r.request().method()} ${r.url()}`); });
      page.on("pageerror", (e) => faults.push("error: " + e.message));
      return page;
    },
  };
}

/** Serious findings of axe on a page. */
export async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join(" | ")}`);
}

/** Whether something reaches beyond the right edge. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export async function signIn(page, address, name, password) {
  await page.goto(address + "/");
  await page.locator("input[name=name]").fill(name);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button.main").click();
  await page.locator("main#main").waitFor();
}

export function check(is, what) {
  if (!is) throw new Error("not so: " + what);
  console.log("  " + what);
}
