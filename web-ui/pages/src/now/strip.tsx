import { signal } from "@preact/signals";
import { api, outcome, type Schemas } from "../api/client.ts";
import { useEvery } from "../api/every.ts";
import { director, now } from "../api/live.ts";
import { clockTime, count, span, t, type Key } from "../text/index.ts";

const RHYTHM = 10_000;
const pair = signal<Schemas["Pair"] | null>(null);

async function look(): Promise<void> {
  const asked = await outcome(api.GET("/api/v1/directors"));
  pair.value = asked.ok ? asked.data : null;
}

/** Pair, heartbeat and what waits, at the foot of the start page. */
export function Strip() {
  useEvery(RHYTHM, look);
  const d = director.value!;
  const p = pair.value;
  const ages = p?.partners.flatMap((x) => x.paths.map((y) => y.ageSeconds)).filter((a): a is number => a !== null) ?? [];
  return (
    <dl class="strip">
      <div><dt>{t("now.role")}</dt><dd>{t(`role.${d.role}` as Key)}</dd></div>
      <div><dt>{t("now.heartbeat")}</dt><dd class="num">{ages.length === 0 ? t("now.single") : t("now.heartbeatAge", { span: span(Math.min(...ages)) })}</dd></div>
      <div><dt>{t("now.checks")}</dt><dd class="num">{count(d.checks)}</dd></div>
      <div><dt>{t("now.planes")}</dt><dd>{d.dataPlane}</dd></div>
      <div><dt>{t("now.mails")}</dt><dd class="num">{count(d.mailsWaiting)}</dd></div>
      <div><dt>{t("now.config")}</dt><dd>{t("now.since", { time: clockTime(new Date(d.loadedAt), now.value) })}</dd></div>
    </dl>
  );
}
