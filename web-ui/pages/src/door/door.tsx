import { useSignal } from "@preact/signals";
import { api, outcome, type Outcome, type Schemas } from "../api/client.ts";
import { ended, signedIn } from "../api/me.ts";
import { Languages } from "../frame/header.tsx";
import { Field } from "../part/field.tsx";
import { span, t } from "../text/index.ts";

/** What whoever is unknown sees: sign-in, and the way to the first administrator. */
export function Door() {
  const first = useSignal(false);
  return (
    <div class="door">
      <main>
        <div class="sign"><img src="/favicon.svg" width="48" height="48" alt="" /><span>Arapaima</span></div>
        <div class="card">{first.value ? <First back={() => (first.value = false)} /> : <SignIn first={() => (first.value = true)} />}</div>
        <Languages />
      </main>
    </div>
  );
}

/** Why one stays outside; never which part was wrong. */
function refusal(said: Outcome<unknown>): string {
  if (said.ok) return "";
  if (said.status === 0) return t("door.nothing");
  if (said.status === 429) return t("door.wait", { span: span(said.retrySeconds || 60) });
  if (said.problem.code === "wrong" || said.problem.code === "sign-in") return t("door.wrong");
  return said.problem.problems.map((p) => p.text).join("; ") || said.problem.detail;
}

function value(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? "");
}

function SignIn({ first }: { first: () => void }) {
  const wrong = useSignal("");
  const busy = useSignal(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    busy.value = true;
    const said = await outcome(api.POST("/api/v1/sessions", { body: { name: value(form, "name").trim(), password: value(form, "password") } }));
    busy.value = false;
    if (said.ok) signedIn(said.data, true);
    else wrong.value = refusal(said);
  };
  return (
    <form onSubmit={(e) => void submit(e)}>
      <h1>{t("door.title")}</h1>
      {ended.value && wrong.value === "" && <p class="quiet">{t("door.ended")}</p>}
      <Field label={t("door.name")}>{(p) => <input {...p} name="name" autoComplete="username" autoCapitalize="none" spellcheck={false} required autofocus />}</Field>
      <Field label={t("door.password")}>{(p) => <input {...p} name="password" type="password" autoComplete="current-password" required />}</Field>
      <p class="wrong" role="alert">{wrong.value}</p>
      <button class="main" disabled={busy.value}>{t("door.go")}</button>
      <button type="button" class="link" onClick={first}>{t("door.first")}</button>
    </form>
  );
}

function First({ back }: { back: () => void }) {
  const said = useSignal<Outcome<Schemas["Me"]> | null>(null);
  const busy = useSignal(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    busy.value = true;
    said.value = await outcome(api.POST("/api/v1/setup", { body: { code: value(form, "code").trim(), name: value(form, "name").trim(), password: value(form, "password") } }));
    busy.value = false;
    if (said.value.ok) signedIn(said.value.data, true);
  };
  const answer = said.value;
  const wrong = answer && !answer.ok ? (answer.problem.problems.map((p) => p.text).join("; ") || (answer.status === 0 ? t("door.nothing") : answer.problem.detail)) : "";
  return (
    <form onSubmit={(e) => void submit(e)}>
      <h1>{t("door.firstTitle")}</h1>
      <p>{t("door.firstHow")}</p>
      <pre class="command">./arapaima web-ui code</pre>
      <Field label={t("door.code")}>{(p) => <input {...p} name="code" autoComplete="one-time-code" placeholder="xxxx-xxxx-xxxx-xxxx" spellcheck={false} required />}</Field>
      <Field label={t("door.name")} hint={t("door.nameHint")}>{(p) => <input {...p} name="name" autoComplete="username" autoCapitalize="none" spellcheck={false} required />}</Field>
      <Field label={t("door.newPassword")} hint={t("door.passwordHint")}>{(p) => <input {...p} name="password" type="password" autoComplete="new-password" minLength={8} maxLength={200} required />}</Field>
      <p class="wrong" role="alert">{wrong}</p>
      <button class="main" disabled={busy.value}>{t("door.make")}</button>
      <button type="button" class="link" onClick={back}>{t("door.back")}</button>
    </form>
  );
}
