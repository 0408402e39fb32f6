import { useSignal } from "@preact/signals";
import { t } from "../work/kit.tsx";
import { checkChoice, checkNames } from "../form/checks.ts";
import { edit } from "../form/edits.ts";
import { stepsOf } from "../form/fields.ts";
import { find, value } from "../form/tree.ts";
import { catalogue, checkTypes } from "./catalogue.ts";
import { Field, kindOf, type Place, problemsOf } from "./field.tsx";
import { TryChecks } from "./trycheck.tsx";

const PIRANHA = "";
const SEVERAL = " several";
const PIRANHA_FIELDS = new Set(["send", "expect", "use_regex", "send_program"]);
/** So many options of a check are open at once; the rest is folded, what is written is not. */
const FIRST_OPTIONS = 6;

function Options({ place, check }: { place: Place; check: string }) {
  const options = catalogue.value.options(kindOf(place.path), [check]);
  const block = find(place.session.tree.value, place.path);
  const isOpen = (name: string, index: number) => index < FIRST_OPTIONS || value(block, name) !== undefined;
  const first = options.filter((o, i) => isOpen(o.name, i));
  const rest = options.filter((o, i) => !isOpen(o.name, i));
  const known = checkTypes.value.some(type => type.name === check);
  return (
    <fieldset class="options">
      <legend>{t("editor.optionsOf", { check })}</legend>
      {options.length === 0 && <p class={known ? "muted" : "caution"}>{t(`editor.${known ? "noOptions" : "unknownCheck"}`, { check })}</p>}
      {first.map(o => (
        <Field key={o.name} place={place} keyword={o} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>
            {t("editor.optionsMore", { check })} ({rest.length})
          </summary>
          {rest.map(o => (
            <Field key={o.name} place={place} keyword={o} />
          ))}
        </details>
      )}
    </fieldset>
  );
}

/** Which check, its options, how often it runs, and what the servers answer to it now. */
export function CheckStep({ place }: { place: Place }) {
  const kind = kindOf(place.path);
  const block = find(place.session.tree.value, place.path);
  const written = value(block, "check");
  const choice = checkChoice(written);
  const several = useSignal(choice.kind === "several");
  const selected = several.value ? SEVERAL : choice.kind === "one" ? choice.name : PIRANHA;
  const save = (text: string) => void place.session.edit(edit(place.path, "check", written, text));
  const pick = (chosen: string) => {
    several.value = chosen === SEVERAL;
    if (chosen !== SEVERAL) {
      save(chosen);
    }
  };
  const names = checkNames(written);
  const fields = stepsOf(kind).find(s => s.id === "checks")?.keywords ?? [];
  const shown = fields.filter(f => f !== "check" && (choice.kind === "piranha" || !PIRANHA_FIELDS.has(f)));
  const sentence = checkTypes.value.find(type => type.name === selected)?.sentence ?? "";
  const id = `check-${place.path.join("-")}`;
  return (
    <section class="checks">
      <div class="field">
        <div class="field-title">
          <label for={id}>{t("editor.choose")}</label>
          <code>check</code>
        </div>
        <select id={id} value={selected} disabled={place.readOnly} onChange={e => pick(e.currentTarget.value)}>
          <option value={PIRANHA}>{kind === "server" ? t("editor.asService") : t("editor.choosePiranha")}</option>
          {checkTypes.value.map(type => (
            <option key={type.name} value={type.name}>
              {type.name}
            </option>
          ))}
          {choice.kind === "one" && !checkTypes.value.some(type => type.name === choice.name) && <option value={choice.name}>{choice.name}</option>}
          <option value={SEVERAL}>{t("editor.chooseSeveral")}</option>
        </select>
        {several.value && (
          <>
            <input
              aria-label={t("editor.chooseSeveral")}
              value={written ?? ""}
              disabled={place.readOnly}
              spellcheck={false}
              onChange={e => save(e.currentTarget.value)}
            />
            <small>{t("editor.severalHint")}</small>
          </>
        )}
        {problemsOf(place, "check").map((p, i) => (
          <p key={i} class={p.severity === "error" ? "wrong" : "caution"} role="alert">
            {p.message}
          </p>
        ))}
        {sentence !== "" && <small class="field-help">{sentence}</small>}
      </div>
      {names.map(check => (
        <Options key={check} place={place} check={check} />
      ))}
      {kind !== "server" && <TryChecks place={place} checks={names} />}
      <div class="fields">
        {shown.map(name => {
          const keyword = catalogue.value.find(kind, name);
          return keyword === undefined ? null : <Field key={name} place={place} keyword={keyword} />;
        })}
      </div>
    </section>
  );
}
