import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { closeDialog, openDialog } from "../part/dialog.tsx";
import { t } from "../text/index.ts";

/** What is asked before something is done: C1 the effect, C2 also a reason, C3 also a word to type. */
export interface Question {
  readonly level: "C1" | "C2" | "C3";
  readonly title?: string;
  readonly text: string;
  readonly word?: string;
  readonly reason?: boolean;
  readonly yes: string;
}

export interface Consent {
  readonly reason: string;
}

/** Asks; undefined = no, also when the dialog was closed. */
export const confirm = (question: Question): Promise<Consent | undefined> =>
  new Promise(answer => openDialog({ title: () => question.title ?? question.yes, body: () => <Asking question={question} answer={answer} /> }));

function Asking({ question, answer }: { question: Question; answer: (consent: Consent | undefined) => void }) {
  const typed = useSignal("");
  const reason = useSignal("");
  const given = useSignal(false);
  useEffect(() => () => {
    if (!given.value) {
      answer(undefined);
    }
  }, []);
  const enough = question.word === undefined || typed.value.trim() === question.word;
  const submit = (event: Event) => {
    event.preventDefault();
    if (enough) {
      given.value = true;
      answer({ reason: reason.value });
      closeDialog();
    }
  };
  return (
    <form class={`ask ask-${question.level}`} onSubmit={submit}>
      <p>{question.text}</p>
      {question.word !== undefined && (
        <label>
          {t("act.type", { word: question.word })}
          <input value={typed.value} autoComplete="off" spellcheck={false} onInput={e => (typed.value = e.currentTarget.value)} />
        </label>
      )}
      {question.reason === true && (
        <label>
          {t("act.reason")}
          <input value={reason.value} maxLength={200} onInput={e => (reason.value = e.currentTarget.value)} />
        </label>
      )}
      <footer class="row">
        <button type="button" class="secondary outline" onClick={closeDialog}>
          {t("part.cancel")}
        </button>
        <button type="submit" class={question.level === "C3" ? "danger" : "main"} disabled={!enough}>
          {question.yes}
        </button>
      </footer>
    </form>
  );
}
