import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../work/kit.tsx";
import type { Session } from "./session.ts";

/** The whole file as text, with problems at their lines. What is not saved yet is said so. */
export function TextEditor({ session, readOnly, line }: { session: Session; readOnly: boolean; line: number }) {
  const typed = useSignal(session.text.value);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const saved = session.text.value;
  useEffect(() => {
    typed.value = saved;
  }, [saved]);
  const lines = typed.value.split("\n");
  const jump = (to: number) => {
    const field = area.current;
    if (field === null || to < 1) {
      return;
    }
    const start = lines.slice(0, to - 1).reduce((sum, l) => sum + l.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[to - 1] ?? "").length);
    const height = field.scrollHeight / Math.max(1, lines.length);
    field.scrollTop = Math.max(0, (to - 4) * height);
  };
  useEffect(() => jump(line), [line, saved]);
  const problems = session.problems.value;
  const worst = new Map<number, string>();
  problems.forEach(p => worst.set(p.line, worst.get(p.line) === "error" ? "error" : p.severity));
  const dirty = typed.value !== saved;
  return (
    <section class="text-editor">
      <div class="text-area">
        <div class="gutter" ref={gutter} aria-hidden="true">
          {lines.map((_, i) => (
            <span key={i} class={worst.get(i + 1) ?? ""}>
              {i + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          value={typed.value}
          readOnly={readOnly}
          spellcheck={false}
          wrap="off"
          aria-label="lvs.cf"
          onInput={e => (typed.value = e.currentTarget.value)}
          onScroll={e => {
            if (gutter.current !== null) {
              gutter.current.scrollTop = e.currentTarget.scrollTop;
            }
          }}
        />
      </div>
      <ol class="line-problems">
        {problems.map((p, i) => (
          <li key={i} class={p.severity}>
            <button type="button" class="small outline" onClick={() => jump(p.line)}>
              {t("changes.line", { line: p.line })}
            </button>{" "}
            <strong>{t(`changes.${p.severity}`)}</strong> {p.message}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <div class="row">
          <button type="button" class="main" disabled={!dirty} onClick={() => void session.replace(typed.value)}>
            {t("changes.save")}
          </button>
          <small>{dirty ? t("changes.unsaved") : t("editor.textHint")}</small>
        </div>
      )}
    </section>
  );
}
