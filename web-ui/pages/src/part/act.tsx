import { useSignal } from "@preact/signals";
import { carryOut, careFor, canOperate, leftAfter, type Left, type Verb, type Wish } from "../api/act.ts";
import { api, outcome } from "../api/client.ts";
import { connections } from "../api/headline.ts";
import type { Server } from "../api/live.ts";
import { me, signedIn, signedInAt } from "../api/me.ts";
import { t, type Key } from "../text/index.ts";
import { closeDialog, openDialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { note } from "./note.tsx";

/** After that long what goes far takes the password again. */
const SIGN_IN_MS = 5 * 60_000;
const PART: Record<Verb, "quiesce" | "forceDown" | "forceUp" | "auto"> = { quiesce: "quiesce", "force-down": "forceDown", "force-up": "forceUp", auto: "auto" };
const ENDS: readonly [number, Key][] = [[0, "act.untilNever"], [1800, "act.until30m"], [7200, "act.until2h"], [28800, "act.until8h"], [86400, "act.until24h"]];

export function verbText(verb: Verb): string {
  return t(`act.${PART[verb]}`);
}

function subject(servers: readonly Server[]): string {
  return servers.length === 1 ? servers[0]!.name : t("act.many", { n: servers.length });
}

/** Which orders make sense for a server as it is. */
export function verbsFor(server: Server): Verb[] {
  if (server.override) return server.override.action === "quiesce" ? ["auto", "force-down"] : ["auto"];
  return ["quiesce", "force-down"];
}

/** Orders about one server: in place where little follows, else by a dialog. Nothing for whoever may not. */
export function ActButtons({ server, few = false }: { server: Server; few?: boolean }) {
  const asking = useSignal<Verb | null>(null);
  const busy = useSignal(false);
  if (!canOperate()) return null;
  const verb = asking.value;
  if (verb !== null) {
    return (
      <span class="acts asking">
        <span>{verb === "auto" || verb === "force-up" ? t(`act.${PART[verb]}.what`) : leftAfter([server], verb).map(leftText).join(" ")}</span>
        <button type="button" class="small main" autofocus disabled={busy.value} onClick={() => {
          busy.value = true;
          void run({ servers: [server], verb, confirmed: false }).finally(() => ((busy.value = false), (asking.value = null)));
        }}>{verbText(verb)}</button>
        <button type="button" class="small bare" onClick={() => (asking.value = null)}>{t("part.cancel")}</button>
      </span>
    );
  }
  const verbs = few ? verbsFor(server).slice(0, 1) : verbsFor(server);
  return (
    <span class="acts">
      {verbs.map((v) => (
        <button key={v} type="button" class="small" title={t(`act.${PART[v]}.what`)} onClick={() => {
          if (careFor([server], v) === "in-place") asking.value = v;
          else order([server], v);
        }}>{verbText(v)}</button>
      ))}
    </span>
  );
}

/** Asks for what the consequence demands, and does it. */
export function order(servers: readonly Server[], verb: Verb, said = ""): void {
  const byName = said !== "" || careFor(servers, verb) === "by-name";
  openDialog({ title: () => t(`act.${PART[verb]}.ask`, { server: subject(servers) }), body: () => <Order servers={servers} verb={verb} byName={byName} said={said} /> });
}

export function leftText(left: Left): string {
  const values = { left: left.left, all: left.all, service: left.service };
  return t(left.left === 0 ? "act.leftNone" : left.left === 1 && left.all > 1 ? "act.leftOne" : "act.left", values);
}

function Order({ servers, verb, byName, said }: { servers: readonly Server[]; verb: Verb; byName: boolean; said: string }) {
  const typed = useSignal("");
  const wrong = useSignal(said);
  const busy = useSignal(false);
  const first = servers[0]!;
  const word = servers.length === 1 ? first.name : (leftAfter(servers, verb)[0]?.service ?? first.name);
  const takes = verb === "quiesce" || verb === "force-down";
  const sign = byName && Date.now() - signedInAt.value > SIGN_IN_MS;
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget as HTMLFormElement);
    busy.value = true;
    wrong.value = "";
    if (sign && !(await again(String(form.get("password") ?? "")))) {
      busy.value = false;
      wrong.value = t("door.wrong");
      return;
    }
    const seconds = Number(form.get("seconds") ?? 0);
    const wish: Wish = { servers, verb, reason: String(form.get("reason") ?? "").trim(), confirmed: byName, ...(seconds > 0 ? { seconds } : {}) };
    wrong.value = (await run(wish, true)) ?? "";
    busy.value = false;
    if (wrong.value === "") closeDialog();
  };
  const lefts = leftAfter(servers, verb);
  const sum = servers.reduce((n, s) => n + connections(s), 0);
  return (
    <form class="order" onSubmit={(e) => void submit(e)}>
      <div class={`effect ${lefts.some((l) => l.left === 0) && takes ? "bad" : takes ? "warn" : ""}`}>
        <p>{t(`act.${PART[verb]}.what`)}</p>
        {takes && lefts.map((l) => <p key={l.service}><strong>{leftText(l)}</strong></p>)}
        {takes && servers.length === 1 && <p>{t("act.connections", { n: sum })}</p>}
      </div>
      {takes && <Field label={t("act.reason")} hint={t("act.reasonHint")}>{(p) => <input {...p} name="reason" maxLength={200} autofocus />}</Field>}
      {takes && (
        <Field label={t("act.until")}>{(p) => <select {...p} name="seconds">{ENDS.map(([s, key]) => <option key={s} value={s}>{t(key)}</option>)}</select>}</Field>
      )}
      {byName && <Field label={t("act.type", { word })}>{(p) => <input {...p} autoComplete="off" spellcheck={false} value={typed.value} onInput={(e) => (typed.value = e.currentTarget.value)} />}</Field>}
      {sign && <Field label={t("act.password")} hint={t("act.passwordHint")}>{(p) => <input {...p} name="password" type="password" autoComplete="current-password" required />}</Field>}
      <p class="wrong" role="alert">{wrong.value}</p>
      <div class="buttons">
        <button type="button" onClick={closeDialog}>{t("part.cancel")}</button>
        <button class={takes && byName ? "danger" : "main"} disabled={busy.value || (byName && typed.value.trim() !== word)}>{t("act.go", { what: verbText(verb) })}</button>
      </div>
    </form>
  );
}

/** The same person once more, by password. */
async function again(password: string): Promise<boolean> {
  const said = await outcome(api.POST("/api/v1/sessions", { body: { name: me.value?.name ?? "", password } }));
  if (said.ok) signedIn(said.data, true);
  return said.ok;
}

/** Carries a wish out and says what came of it. Gives what to say in an open dialog where nothing was done. */
async function run(wish: Wish, inDialog = false): Promise<string | undefined> {
  const done = await carryOut(wish);
  const why = done.refused.map((r) => t("act.failed", { server: r.server, why: r.why })).join("\n");
  if (done.ok.length === 0 && done.consequence) {
    if (inDialog) return why;
    order(wish.servers, wish.verb, why);
    return undefined;
  }
  if (done.ok.length === 0) {
    if (inDialog) return why;
    note(why, { bad: true });
    return undefined;
  }
  const text = t(`act.done.${wish.verb}`, { server: done.ok.length === 1 ? done.ok[0]! : t("act.many", { n: done.ok.length }) });
  const back = wish.verb === "auto" ? {} : { undo: () => void run({ servers: wish.servers.filter((s) => done.ok.includes(s.name)), verb: "auto", confirmed: true }) };
  note(why === "" ? text : `${t("act.partly", { ok: done.ok.length, all: wish.servers.length })} ${why}`, why === "" ? back : { bad: true, ...back });
  return undefined;
}
