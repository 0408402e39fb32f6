import { effect, signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
const KEPT = "arapaima.theme";

function kept(): Theme {
  const value = localStorage.getItem(KEPT);
  return value === "light" || value === "dark" ? value : "auto";
}

/** Light, dark, or as the system says. */
export const theme = signal<Theme>(kept());
/** Whether it is dark now. */
export const dark = signal(false);
const system = matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", show);

function show(): void {
  dark.value = theme.value === "dark" || (theme.value === "auto" && system.matches);
  document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
}

effect(() => {
  show();
  localStorage.setItem(KEPT, theme.value);
});
