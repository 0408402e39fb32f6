import { may, type Role } from "../api/me.ts";
import { t, type Key } from "../text/index.ts";
import { Icon, type IconName } from "./icon.tsx";
import { href, route, type Screen } from "./router.ts";

const entries: readonly { screen: Screen & IconName; text: Key; role: Role; also: readonly Screen[] }[] = [
  { screen: "now", text: "nav.now", role: "viewer", also: [] },
  { screen: "services", text: "nav.services", role: "viewer", also: ["service"] },
  { screen: "nodes", text: "nav.nodes", role: "viewer", also: [] },
  { screen: "changes", text: "nav.changes", role: "viewer", also: ["editor"] },
  { screen: "directors", text: "nav.directors", role: "viewer", also: [] },
  { screen: "records", text: "nav.records", role: "viewer", also: [] },
  { screen: "access", text: "nav.access", role: "administrator", also: [] },
];

/** The way to each screen: at the left, or at the bottom of a narrow one. */
export function Rail() {
  const here = route.value.screen;
  return (
    <nav class="rail" aria-label={t("nav.label")}>
      <a class="brand" href={href("now")} aria-hidden="true" tabIndex={-1}><img src="/favicon.svg" width="28" height="28" alt="" /><span>Arapaima</span></a>
      <ul>
        {entries.filter((e) => may(e.role)).map((e) => (
          <li key={e.screen}>
            <a href={href(e.screen)} aria-current={here === e.screen || e.also.includes(here) ? "page" : undefined}>
              <Icon name={e.screen} /><span>{t(e.text)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
