import { signal } from "@preact/signals";
import { IntlMessageFormat } from "intl-messageformat";
import type { en } from "./en/index.ts";

/** Name of a text; `t()` takes no other. A text that one language lacks does not pass `tsc`. */
export type Key = keyof typeof en;
export type Language = "en" | "ja";

const KEPT = "arapaima.language";
const load: Record<Language, () => Promise<Record<Key, string>>> = {
  en: () => import("./en/index.ts").then((m) => m.en),
  ja: () => import("./ja/index.ts").then((m) => m.ja),
};

/** The language on the screen. */
export const language = signal<Language>("en");
const words = signal<Record<Key, string>>({} as Record<Key, string>);
const parsed = new Map<string, IntlMessageFormat>();

/** Takes a language into use, and remembers it when a person has chosen it. */
export async function speak(wanted: Language, chosen = true): Promise<void> {
  words.value = await load[wanted]();
  language.value = wanted;
  document.documentElement.lang = wanted;
  if (chosen) localStorage.setItem(KEPT, wanted);
}

/** What was chosen here before, else what the browser asks for. */
export function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  return kept === "ja" || kept === "en" ? kept : navigator.languages.some((l) => l.startsWith("ja")) && !navigator.language.startsWith("en") ? "ja" : "en";
}

/** A text in the language on the screen; whoever renders it is rendered again when the language changes. */
export function t(key: Key, values?: Record<string, string | number>): string {
  const text = words.value[key];
  if (values === undefined && !text.includes("{") && !text.includes("'")) return text;
  const id = language.value + key;
  let format = parsed.get(id);
  if (!format) parsed.set(id, (format = new IntlMessageFormat(text, language.value)));
  return String(format.format(values));
}

/** Whether there is such a text. */
export function isText(key: string): key is Key {
  return key in words.value;
}

const numbers = { en: new Intl.NumberFormat("en"), ja: new Intl.NumberFormat("ja") };
const compacts = { en: new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }), ja: new Intl.NumberFormat("ja", { notation: "compact", maximumFractionDigits: 1 }) };

/** A whole number with its separators. */
export function count(n: number): string {
  return numbers[language.value].format(n);
}

/** A number that may be large, in a few letters. */
export function compact(n: number): string {
  return Math.abs(n) < 10_000 ? numbers[language.value].format(Math.abs(n) < 10 ? Math.round(n * 10) / 10 : Math.round(n)) : compacts[language.value].format(n);
}

/** A time of day, with the date when it is not today's. */
export function clockTime(at: Date, now: Date): string {
  const today = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", {
    ...(today ? {} : { month: "short", day: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    ...(today ? { second: "2-digit" } : {}),
  }).format(at);
}

/** How long, in one unit: 40 s, 12 min, 3 h, 5 days. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return t("span.s", { n: s });
  if (s < 90 * 60) return t("span.min", { n: Math.round(s / 60) });
  if (s < 36 * 3600) return t("span.h", { n: Math.round(s / 3600) });
  return t("span.d", { n: Math.round(s / 86400) });
}
