import { useSignal } from "@preact/signals";
import { isReal } from "../api/headline.ts";
import type { Server, Service } from "../api/live.ts";
import { may } from "../api/me.ts";
import { href } from "../frame/router.ts";
import { span, t, type Key } from "../text/index.ts";

/** The settings in words, with the keyword of lvs.cf when it is asked for. */
export function Settings({ service, servers }: { service: Service; servers: readonly Server[] }) {
  const keys = useSignal(false);
  const scheduler = t(`service.sched.${service.scheduler}` as Key) as string | undefined;
  const forwarding = [...new Set(servers.filter(isReal).map((s) => t(`forwarding.${s.forwarding}`)))].join(", ");
  const rows: readonly [Key, string, string][] = [
    ["service.address", `${service.address} ${service.protocol.toLowerCase()}`, service.protocol === "FWM" ? "fwmark" : "address, port, protocol"],
    ["service.scheduler", scheduler ? `${service.scheduler} – ${scheduler}` : service.scheduler, "scheduler"],
    ["service.forwarding", forwarding || "–", "lb_kind"],
    ["service.persistent", service.persistentSeconds > 0 ? t("service.persistentSeconds", { span: span(service.persistentSeconds) }) : t("service.no"), "persistent"],
    ["service.serving", (t(`serving.${service.serving}` as Key) as string | undefined) ?? service.serving, ""],
  ];
  return (
    <section class="card settings" aria-labelledby="settings">
      <header>
        <h2 id="settings">{t("service.settings")}</h2>
        <button type="button" class="link" aria-pressed={keys.value} onClick={() => (keys.value = !keys.value)}>{t("service.showKeys")}</button>
      </header>
      <dl>{rows.map(([head, text, key]) => <div key={head}><dt>{t(head)}{keys.value && key && <code>{key}</code>}</dt><dd>{text}</dd></div>)}</dl>
      {may("editor") && <p><a href={href("editor", service.name)}>{t("service.edit")}</a></p>}
    </section>
  );
}
