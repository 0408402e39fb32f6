import { useSignal } from "@preact/signals";
import { go, t } from "../work/kit.tsx";
import { newService } from "../form/edits.ts";
import { free } from "../form/paste.ts";
import { editLink } from "./links.ts";
import type { Session } from "./session.ts";

/** What a kind of service begins with. */
const KINDS = {
  kindWeb: { port: "80", protocol: "tcp", check: "http" },
  kindWebTls: { port: "443", protocol: "tcp", check: "https" },
  kindMail: { port: "25", protocol: "tcp", check: "smtp" },
  kindDns: { port: "53", protocol: "udp", check: "dns" },
  kindOther: { port: "", protocol: "tcp", check: "connect" },
} as const;
type Kind = keyof typeof KINDS;

/** A new service, as far as one must know it: name, address, port. It is switched off unless somebody ticks otherwise. */
export function NewService({ session, kind }: { session: Session; kind: "virtual" | "failover" }) {
  const names = new Set(session.tree.value.blocks.filter(b => b.kind === kind).map(b => b.name));
  const what = useSignal<Kind>("kindWeb");
  const name = useSignal("");
  const address = useSignal("");
  const device = useSignal("");
  const port = useSignal<string>(KINDS.kindWeb.port);
  const mark = useSignal("");
  const byMark = useSignal(false);
  const start = useSignal(false);
  const virtual = kind === "virtual";
  const chosen = (next: Kind) => {
    what.value = next;
    port.value = KINDS[next].port;
  };
  const create = async (event: Event) => {
    event.preventDefault();
    const called = name.value.trim() === "" ? free(names, "web") : name.value.trim();
    const where: Record<string, string> = byMark.value
      ? { fwmark: mark.value }
      : { address: `${address.value.trim()} ${device.value.trim()}`.trim(), port: port.value };
    const { protocol, check } = KINDS[what.value];
    const values = virtual ? { ...where, protocol: protocol === "tcp" ? "" : protocol, check } : where;
    if (await session.edit(newService(kind, called, values, start.value))) {
      go(editLink(session, [kind, called], virtual ? "answers" : "checks"));
    }
  };
  const input = (label: string, typed: typeof name, more: object = {}) => (
    <label>
      {label}
      <input value={typed.value} spellcheck={false} autoComplete="off" onInput={e => (typed.value = e.currentTarget.value)} {...more} />
    </label>
  );
  return (
    <form class="new-service" onSubmit={e => void create(e)}>
      {virtual && (
        <fieldset class="kinds">
          <legend>{t("editor.kind")}</legend>
          {(Object.keys(KINDS) as Kind[]).map(k => (
            <label key={k}>
              <input type="radio" name="kind" checked={what.value === k} onChange={() => chosen(k)} /> {t(`editor.${k}`)}
            </label>
          ))}
        </fieldset>
      )}
      {input(t("editor.name"), name, { required: true })}
      {byMark.value ? (
        input(t("field.fwmark"), mark, { required: true, inputMode: "numeric" })
      ) : (
        <div class="pair-of-inputs">
          {input(t("editor.address"), address, { required: true })}
          {input(t("editor.interface"), device)}
          {input(t("editor.port"), port, { inputMode: "numeric" })}
        </div>
      )}
      <small>{t("editor.interfaceHint")}</small>
      {virtual && (
        <label>
          <input type="checkbox" checked={byMark.value} onChange={e => (byMark.value = e.currentTarget.checked)} /> {t("editor.byMark")}
        </label>
      )}
      <label>
        <input type="checkbox" checked={start.value} onChange={e => (start.value = e.currentTarget.checked)} /> {t("editor.startNow")}
      </label>
      <small>{t("editor.startOff")}</small>
      <div>
        <button type="submit" class="main">{t("editor.create")}</button>
      </div>
    </form>
  );
}
