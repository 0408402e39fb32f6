import { age, director, hearing, link, now, seenAt, troubles } from "../api/live.ts";
import { ConfigBanner } from "../changes/banner.tsx";
import { clockTime, span, t } from "../text/index.ts";

/** What a reader has to know before believing anything below it. */
export function Banners() {
  const heard = hearing.value;
  const d = director.value;
  const time = seenAt.value ? clockTime(seenAt.value, now.value) : "–";
  if (heard.kind === "cut") {
    return <p class="banner bad" role="alert">{t("banner.cut", { span: span((Date.now() + 0 * now.value.getTime() - heard.since) / 1000), time })}</p>;
  }
  const l = link.value;
  if (l !== null && !l.connected) {
    return (
      <div class="banner bad" role="alert">
        <p>{t("banner.hub", { span: span(age(l.since)), time })}</p>
        {l.trouble !== "" && <p class="quiet">{t("banner.hubWhy", { why: l.trouble })}</p>}
      </div>
    );
  }
  return (
    <>
      {d !== null && d.role === "standby" && <p class="banner">{t("banner.standby")}</p>}
      {d !== null && d.role === "unknown" && <p class="banner bad">{t("banner.role")}</p>}
      {d !== null && !d.checkEngine && <p class="banner bad">{t("banner.engine")}</p>}
      {troubles.value.length > 0 && (
        <details class="banner warn">
          <summary>{t("banner.troubles", { n: troubles.value.length })}</summary>
          <ul>{troubles.value.map((line) => <li key={line}>{line}</li>)}</ul>
        </details>
      )}
      <ConfigBanner />
    </>
  );
}
