import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { fieldTitle, lang, schedulerWord, t } from "../work/kit.tsx";
import { edit } from "../form/edits.ts";
import { fault, type Keyword } from "../form/keywords.ts";
import { type BlockKind, find, type Path, value } from "../form/tree.ts";
import type { Session } from "./session.ts";

/** Which field of which block; how it is saved. */
export interface Place {
  readonly session: Session;
  readonly path: Path;
  readonly readOnly: boolean;
}

export const kindOf = (path: Path): BlockKind => (path.at(-2) ?? "top") as BlockKind;

const plain = (text: string) => text.replaceAll("`", "");

/** What is wrong with a keyword of a block, by the director's word. */
export function problemsOf(place: Place, keyword: string) {
  const block = find(place.session.tree.value, place.path);
  const lines = new Set(block?.lines.filter(l => l.keyword === keyword).map(l => l.line));
  return place.session.problems.value.filter(p => lines.has(p.line));
}

const yesNo = (value: string) => t(`editor.${value === "0" ? "no" : "yes"}`);

function limits(keyword: Keyword): string {
  const words = keyword[lang.value];
  const byDefault = keyword.kind === "switch" && keyword.defaultValue !== null ? yesNo(keyword.defaultValue) : (keyword.defaultValue ?? plain(words.byDefault));
  const parts = [byDefault === "" ? t("editor.defaultUnset") : t("editor.defaultIs", { value: byDefault })];
  if (words.value !== "" && keyword.kind !== "switch" && keyword.kind !== "choice") {
    parts.push(plain(words.value));
  }
  if (keyword.example !== "" && !["switch", "choice", "choices"].includes(keyword.kind)) {
    parts.push(t("editor.example", { value: keyword.example }));
  }
  return parts.join(" · ");
}

interface InputProps {
  readonly keyword: Keyword;
  readonly id: string;
  readonly current: string | undefined;
  readonly disabled: boolean;
  readonly described: string;
  readonly wrong: boolean;
  readonly save: (typed: string) => void;
}

/** A choice, with a sentence for each scheduler, and the default as the first. */
function Choice({ keyword, id, current, disabled, described, save }: InputProps) {
  const sentence = (word: string) => (keyword.name === "scheduler" ? `${word}: ${schedulerWord(word)}` : word);
  const byDefault = keyword.defaultValue;
  return (
    <select id={id} value={current ?? ""} disabled={disabled} aria-describedby={described} onChange={e => save(e.currentTarget.value)}>
      <option value="">{byDefault === null ? t("editor.choiceNone") : t("editor.choiceDefault", { value: byDefault })}</option>
      {keyword.choices.map(word => (
        <option key={word} value={word}>
          {sentence(word)}
        </option>
      ))}
      {current !== undefined && !keyword.choices.includes(current) && <option value={current}>{current}</option>}
    </select>
  );
}

function Choices({ keyword, current, disabled, save }: InputProps) {
  const chosen = (current ?? "").split(/[\s,]+/).filter(w => w !== "");
  const flip = (word: string) => save(keyword.choices.filter(c => (c === word ? !chosen.includes(c) : chosen.includes(c))).join(" "));
  return (
    <fieldset class="choices">
      {keyword.choices.map(word => (
        <label key={word}>
          <input type="checkbox" checked={chosen.includes(word)} disabled={disabled} onChange={() => flip(word)} /> {word}
        </label>
      ))}
    </fieldset>
  );
}

/** Yes and no; what is written wins, else the default counts. */
function Switch({ keyword, id, current, disabled, described, save }: InputProps) {
  const on = (current ?? keyword.defaultValue ?? "0") !== "0";
  return (
    <input id={id} type="checkbox" role="switch" checked={on} disabled={disabled} aria-describedby={described} onChange={e => save(e.currentTarget.checked ? "1" : "0")} />
  );
}

function Line({ keyword, id, current, disabled, described, wrong, save }: InputProps) {
  const typed = useSignal(current ?? "");
  const secret = keyword.kind === "secret";
  useEffect(() => {
    typed.value = secret ? "" : (current ?? "");
  }, [current]);
  const leave = () => {
    if (!(secret && typed.value === "") && fault(keyword, typed.value) === undefined) {
      save(typed.value);
    }
  };
  const numeric = keyword.kind === "number" || keyword.kind === "port";
  const said = fault(keyword, typed.value);
  return (
    <>
      <input
        id={id}
        {...(secret ? { type: "password" as const } : { type: "text" as const })}
        inputMode={numeric ? "numeric" : "text"}
        autoComplete="off"
        spellcheck={false}
        value={typed.value}
        disabled={disabled}
        aria-describedby={described}
        aria-invalid={wrong || said !== undefined ? "true" : undefined}
        onInput={e => (typed.value = e.currentTarget.value)}
        onChange={leave}
      />
      {secret && current !== undefined && <small>{t("editor.secretSet")}</small>}
      {said !== undefined && (
        <small class="wrong">{t(`editor.${said}`, { least: keyword.least ?? "", greatest: keyword.greatest ?? "" })}</small>
      )}
    </>
  );
}

/** An address and its interface, in two fields that are one value. */
function Floating({ id, current, disabled, described, wrong, save }: InputProps) {
  const [address = "", device = ""] = (current ?? "").split(/\s+/);
  const typed = useSignal({ address, device });
  useEffect(() => {
    typed.value = { address, device };
  }, [current]);
  const leave = () => save(`${typed.value.address.trim()} ${typed.value.device.trim()}`.trim());
  const input = (part: "address" | "device", label: string) => (
    <label>
      <small>{label}</small>
      <input
        id={part === "address" ? id : undefined}
        value={typed.value[part]}
        disabled={disabled}
        autoComplete="off"
        spellcheck={false}
        aria-describedby={described}
        aria-invalid={wrong ? "true" : undefined}
        onInput={e => (typed.value = { ...typed.value, [part]: e.currentTarget.value })}
        onChange={leave}
      />
    </label>
  );
  return (
    <div class="pair-of-inputs">
      {input("address", t("editor.address"))}
      {input("device", t("editor.interface"))}
    </div>
  );
}

/** A switch whose default follows from something else has three places. */
function ThreeWay({ keyword, id, current, disabled, described, save }: InputProps) {
  return (
    <select id={id} value={current ?? ""} disabled={disabled} aria-describedby={described} onChange={e => save(e.currentTarget.value)}>
      <option value="">{t("editor.choiceDefault", { value: plain(keyword[lang.value].byDefault) })}</option>
      <option value="1">{t("editor.yes")}</option>
      <option value="0">{t("editor.no")}</option>
    </select>
  );
}

/** Whether it is yes or no, and nothing else. */
const isSwitch = (keyword: Keyword) => keyword.kind === "switch" && keyword.defaultValue !== null;

function Input(props: InputProps) {
  switch (props.keyword.kind) {
    case "switch":
      return isSwitch(props.keyword) ? <Switch {...props} /> : <ThreeWay {...props} />;
    case "choice":
      return <Choice {...props} />;
    case "choices":
      return <Choices {...props} />;
    case "floating-address":
      return <Floating {...props} />;
    default:
      return <Line {...props} />;
  }
}

/** One keyword: title, field, what it means, default, range, example, and what is wrong with it. */
export function Field({ place, keyword, children }: { place: Place; keyword: Keyword; children?: ComponentChildren }) {
  const { session, path, readOnly } = place;
  const kind = kindOf(path);
  const current = value(find(session.tree.value, path), keyword.name);
  const problems = problemsOf(place, keyword.name);
  const id = `f-${path.join("-")}-${keyword.name}`;
  const save = (typed: string) => void session.edit(edit(path, keyword.name, current, typed));
  const boolean = isSwitch(keyword);
  const title = fieldTitle(kind, keyword.name);
  const input = (
    <Input
      keyword={keyword}
      id={id}
      current={current}
      disabled={readOnly}
      described={`${id}-help`}
      wrong={problems.some(p => p.severity === "error")}
      save={save}
    />
  );
  return (
    <div class={`field${boolean ? " field-switch" : ""}${current === undefined ? " field-default" : ""}`} id={`${id}-field`}>
      <div class="field-title">
        {boolean && input}
        {keyword.kind === "choices" ? <strong>{title}</strong> : <label for={id}>{title}</label>}
        {title !== keyword.name && <code>{keyword.name}</code>}
        {current !== undefined && !readOnly && (
          <button type="button" class="tiny" title={t("editor.reset")} aria-label={`${title}: ${t("editor.reset")}`} onClick={() => save("")}>
            ↺
          </button>
        )}
      </div>
      {!boolean && input}
      {children}
      {problems.map((p, i) => (
        <p key={i} class={p.severity === "error" ? "wrong" : "caution"} role="alert">
          {p.message}
        </p>
      ))}
      <small class="field-help" id={`${id}-help`}>
        {keyword.origin === "ignored" ? t("editor.ignored") : plain(keyword[lang.value].meaning)} <span class="limits">{limits(keyword)}</span>
      </small>
    </div>
  );
}

/** A keyword that this version does not know: to be seen, and kept. */
export function UnknownField({ place, name }: { place: Place; name: string }) {
  return (
    <div class="field">
      <div class="field-title">
        <code>{name}</code>
      </div>
      <input value={value(find(place.session.tree.value, place.path), name) ?? ""} disabled aria-label={name} />
      <small class="field-help">{t("editor.unknownKeyword")}</small>
    </div>
  );
}
