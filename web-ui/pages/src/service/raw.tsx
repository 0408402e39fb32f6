import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, outcome } from "../api/client.ts";
import type { Service } from "../api/live.ts";
import { t } from "../text/index.ts";

/** The lines of one service in what `ipvsadm -Ln` prints. */
function of(table: string, service: Service): string {
  const lines = table.split("\n");
  const key = service.protocol === "FWM" ? `FWM  ${service.address.replace(/\D/g, "")} ` : `${service.address} `;
  const first = lines.findIndex((l) => !l.startsWith("  ") && (l + " ").includes(key));
  if (first < 0) return "";
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((l) => !l.startsWith("  "));
  return [...lines.filter((_, i) => i > 0 && i < 3 && i < first), lines[first], ...(end < 0 ? rest : rest.slice(0, end))].join("\n");
}

/** The kernel's own words. */
export function Raw({ service }: { service: Service }) {
  const text = useSignal<string | null>(null);
  const look = async () => {
    const asked = await outcome(api.GET("/api/v1/table", { parseAs: "text" }));
    text.value = asked.ok ? of(asked.data as string, service) : asked.problem.detail;
  };
  useEffect(() => void look(), [service.id]);
  if (text.value === null) return <p class="quiet">{t("part.loading")}</p>;
  return (
    <div class="raw">
      <p class="quiet">{t("service.raw.title")} <button type="button" class="link" onClick={() => void look()}>{t("service.raw.again")}</button></p>
      {text.value === "" ? <p>{t("service.raw.none", { address: service.address })}</p> : <pre tabIndex={0}>{text.value}</pre>}
    </div>
  );
}
