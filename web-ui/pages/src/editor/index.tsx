import "../work/work.css";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { go, Link, live, query, t } from "../work/kit.tsx";
import { mayEdit } from "../changes/config.ts";
import { stepsOf } from "../form/fields.ts";
import { at, type Block, find, type Path, textOf, value } from "../form/tree.ts";
import { sentences } from "../form/sentence.ts";
import { BlockForm, StepForm, stepTitle } from "./blockform.tsx";
import { loadCatalogue } from "./catalogue.ts";
import { kindOf, type Place } from "./field.tsx";
import { editLink, pathOf } from "./links.ts";
import { NewService } from "./newservice.tsx";
import { Session } from "./session.ts";
import { TextEditor } from "./texteditor.tsx";

function ServiceList({ session, kind }: { session: Session; kind: "virtual" | "failover" }) {
  const blocks = session.tree.value.blocks.filter(b => b.kind === kind);
  return (
    <ul class="pick-list">
      {blocks.map(b => (
        <li key={b.name}>
          <Link to={editLink(session, [kind, b.name])}>{b.name}</Link>{" "}
          <small>
            {value(b, "address")?.split(" ")[0] ?? ""}
            {value(b, "port") !== undefined && `:${value(b, "port")}`}
          </small>{" "}
          <small class={value(b, "active") === "1" ? "on" : "off"}>{t(`editor.${value(b, "active") === "1" ? "on" : "off"}`)}</small>
        </li>
      ))}
      {blocks.length === 0 && <li class="muted">{t("editor.noServices")}</li>}
    </ul>
  );
}

/** What there is to change. */
function Start({ session, readOnly }: { session: Session; readOnly: boolean }) {
  const adding = query.value.get("new");
  const service = value(session.tree.value, "service") ?? "lvs";
  const add = (kind: "virtual" | "failover", key: "newVirtual" | "newFailover") =>
    !readOnly && (
      <details open={adding === kind}>
        <summary>{t(`editor.${key}`)}</summary>
        <NewService session={session} kind={kind} />
      </details>
    );
  return (
    <div class="start">
      <section>
        <h2>{t("editor.virtuals")}</h2>
        <ServiceList session={session} kind="virtual" />
        {add("virtual", "newVirtual")}
      </section>
      <section>
        <h2>{t("editor.failovers")}</h2>
        <ServiceList session={session} kind="failover" />
        {add("failover", "newFailover")}
        <p class="muted">{t("editor.fosNote", { service })}</p>
      </section>
      <section>
        <h2>{t("editor.global")}</h2>
        <ul class="pick-list">
          {stepsOf("top").map(step => (
            <li key={step.id}>
              <Link to={editLink(session, ["top"], step.id)}>{stepTitle(step.id)}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** What has been said so far, and the lines that say it. */
function Side({ session, block }: { session: Session; block: Block }) {
  return (
    <aside class="side">
      {block.kind !== "top" && (
        <div class="so-far" aria-live="polite">
          {sentences(block).map(s => (
            <p key={s.key}>{t(`editor.${s.key}`, s.values)}</p>
          ))}
        </div>
      )}
      <details>
        <summary>{t("editor.showText")}</summary>
        <pre tabIndex={0}>{textOf(session.text.value, block)}</pre>
      </details>
    </aside>
  );
}

function Steps({ place, session, shown }: { place: Place; session: Session; shown: Path }) {
  const steps = stepsOf(kindOf(place.path));
  const index = Math.max(0, steps.findIndex(s => s.id === query.value.get("step")));
  const step = steps[index];
  const next = steps[index + 1];
  if (step === undefined) {
    return null;
  }
  return (
    <>
      <nav class="steps" aria-label={t("editor.stepByStep")}>
        <ol>
          {steps.map(s => (
            <li key={s.id}>
              <Link to={editLink(session, shown, s.id)} current={s === step ? "step" : undefined}>
                {stepTitle(s.id)}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <section class="step-body">
        <h2>{stepTitle(step.id)}</h2>
        <StepForm key={step.id} place={place} step={step} />
        {next !== undefined && (
          <p>
            <Link to={editLink(session, shown, next.id)} button>
              {t("editor.next", { step: stepTitle(next.id) })}
            </Link>
          </p>
        )}
      </section>
    </>
  );
}

function Form({ session, shown, readOnly, view }: { session: Session; shown: Path; readOnly: boolean; view: string }) {
  const path = shown[0] === "top" ? [] : shown;
  const block = find(session.tree.value, path);
  if (block === undefined) {
    return <p class="empty">{t("editor.gone", { name: path.at(-1) ?? "" })}</p>;
  }
  const place: Place = { session, path, readOnly };
  return (
    <div class={view === "all" ? "form one-page" : "form"}>
      {view === "all" ? (
        <div class="step-body">
          <BlockForm place={place} />
        </div>
      ) : (
        <Steps place={place} session={session} shown={shown} />
      )}
      <Side session={session} block={block} />
    </div>
  );
}

function Saved({ session }: { session: Session }) {
  const head = session.head.value;
  return (
    <div class="saved" role="status">
      {session.refusal.value !== "" ? (
        <span class="wrong">{t("editor.notSaved", { why: session.refusal.value })}</span>
      ) : session.state.value === "saving" ? (
        t("editor.saving")
      ) : head !== undefined && session.state.value === "saved" ? (
        <span class="fine">✓ {t("editor.saved", { number: head.number })}</span>
      ) : null}
    </div>
  );
}

/** Edit: a draft as a guided form, as one long form, or as text. */
export function Editor() {
  const number = Number(query.value.get("draft") ?? 0);
  const session = useMemo(() => new Session(), []);
  const ready = useSignal(false);
  const trouble = useSignal("");
  useEffect(() => {
    if (session.head.value?.number !== number || number === 0) {
      Promise.all([session.open(number), loadCatalogue()]).then(() => (ready.value = true), (p: unknown) => (trouble.value = String(p)));
    }
  }, [number]);
  useEffect(() => {
    if (session.head.value !== undefined && number === 0) {
      go(editLink(session, pathOf(query.value), query.value.get("step") ?? "", query.value.get("view") ?? ""), { replace: true });
    }
  }, [session.head.value?.number]);
  const line = Number(query.value.get("line") ?? 0);
  const view = query.value.get("view") ?? "";
  useEffect(() => {
    if (ready.value && line > 0 && view !== "text") {
      const { path, keyword } = at(session.tree.value, line);
      go(editLink(session, path.length === 0 ? ["top"] : path.slice(0, 2), "", "all"));
      setTimeout(() => document.getElementById(`f-${path.join("-")}-${keyword}`)?.focus(), 200);
    }
  }, [ready.value, line]);
  const standby = live.value?.view.director.role === "standby";
  const readOnly = !mayEdit.value || standby;
  const shown = pathOf(query.value);
  const head = session.head.value;
  if (!ready.value || session.gone.value) {
    return (
      <div class="work edit" aria-busy={!session.gone.value && trouble.value === ""}>
        <h1>{t("editor.title")}</h1>
        {session.gone.value && <p class="warn">{t("changes.gone")}</p>}
        {trouble.value !== "" && <p class="warn">{trouble.value}</p>}
      </div>
    );
  }
  const problems = session.problems.value;
  const views = [["", "stepByStep"], ["all", "onePage"], ["text", "asText"]] as const;
  return (
    <div class="work edit">
      <header class="row">
        <h1>{shown.length === 0 || view === "text" ? t("editor.title") : (shown[1] ?? t("editor.global"))}</h1>
        {shown.length > 0 && <Link to={editLink(session, [])}>{t("editor.pick")}</Link>}
        <span class="grow" />
        <Saved session={session} />
        <div class="views" role="group" aria-label={t("editor.title")}>
          {views.map(([id, key]) => (
            <button key={id} type="button" class="small outline" aria-pressed={view === id} onClick={() => go(editLink(session, shown, "", id))}>
              {t(`editor.${key}`)}
            </button>
          ))}
        </div>
      </header>
      <p class="draft-bar">
        {readOnly
          ? t(`editor.${standby ? "standby" : "readOnly"}`)
          : head === undefined
            ? t("editor.workingNew")
            : `${t("editor.working", { number: head.number, base: head.base })} ${t("editor.leave")}`}{" "}
        {problems.length > 0 && (
          <span class={session.usable.value ? "caution" : "wrong"}>
            {t("changes.problems")}: {problems.length}
          </span>
        )}{" "}
        {head !== undefined && (
          <Link to={`/changes?draft=${head.number}`} button>
            {t("editor.toChanges")}
          </Link>
        )}
      </p>
      {view === "text" ? (
        <TextEditor session={session} readOnly={readOnly} line={line} />
      ) : shown.length === 0 ? (
        <Start session={session} readOnly={readOnly} />
      ) : (
        <Form session={session} shown={shown} readOnly={readOnly} view={view} />
      )}
    </div>
  );
}
