import { effect, signal } from "@preact/signals";
import { showHelp } from "./help.tsx";
import { go, type Screen } from "./router.ts";

const KEPT = "arapaima.keys";
/** `g`, then one of these within that time. */
const PATIENCE = 1500;
const PLACES: Record<string, Screen> = { n: "now", s: "services", m: "nodes", c: "changes", d: "directors", r: "records", a: "access" };

/** Whether single keys do anything; some readers need them for themselves. */
export const singleKeys = signal(localStorage.getItem(KEPT) !== "off");
effect(() => localStorage.setItem(KEPT, singleKeys.value ? "on" : "off"));

/** A row of whatever list is on the screen says so by `data-row`; its first link opens it, its box ticks it. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("main [data-row]")];
}

function move(by: number): void {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function here(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement.closest<HTMLElement>("[data-row]") : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox");
}

let goingSince = 0;

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && event.target instanceof HTMLElement && isTyping(event.target)) return event.target.blur();
  if (isTyping(event.target)) return;
  const row = here();
  if (event.key === "Enter" && row !== null && event.target === row) return row.querySelector<HTMLElement>("a[href]")?.click();
  if (!singleKeys.value) return;
  const going = Date.now() - goingSince < PATIENCE;
  goingSince = 0;
  const place = going ? PLACES[event.key] : undefined;
  if (place) {
    event.preventDefault();
    return go(place);
  }
  switch (event.key) {
    case "g":
      goingSince = Date.now();
      return;
    case "j":
      return move(1);
    case "k":
      return move(-1);
    case "x":
      return row?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
    case "?":
      return showHelp();
    case "/": {
      const field = document.querySelector<HTMLInputElement>("main input[type=search]") ?? document.querySelector<HTMLInputElement>("#find");
      event.preventDefault();
      return field?.focus();
    }
  }
}

/** Takes keys until the function that it gives is called. */
export function listen(): () => void {
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
