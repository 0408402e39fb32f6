import { useEffect } from "preact/hooks";
import { fresh, services, servers } from "../api/live.ts";
import { isProblem, isReal, ofServer, ofService } from "../api/headline.ts";

/** The page's title and icon carry the count, so that a tab in the background tells. */
export function Title() {
  const broken = services.value.filter((s) => isProblem(ofService(s))).length;
  const down = servers.value.filter((s) => isReal(s) && ["down", "kept"].includes(ofServer(s))).length;
  const worst = services.value.some((s) => s.state === "down") ? "#c0262d" : broken + down > 0 ? "#c2570c" : "#0b4f55";
  const colour = fresh.value ? worst : "#6b7280";
  useEffect(() => {
    const n = broken > 0 ? broken : down;
    document.title = (n > 0 ? `(${n}) ` : "") + "Arapaima";
    const icon = document.getElementById("icon") as HTMLLinkElement;
    icon.href = "data:image/svg+xml," + encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${colour}"/>` +
        (n > 0
          ? `<text x="16" y="23" font-size="20" font-weight="700" font-family="sans-serif" text-anchor="middle" fill="#fff">${n > 99 ? "99" : n}</text></svg>`
          : `<path d="M5 17c4-7 12-8 18-3l5-4-1 6 2 6-6-4c-6 4-14 4-18-1z" fill="#e9f3f1"/></svg>`),
    );
  }, [broken, down, colour]);
  return null;
}
