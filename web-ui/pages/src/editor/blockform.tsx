import { stepsOf, type Step, type StepId } from "../form/fields.ts";
import { checkNames } from "../form/checks.ts";
import { find, value } from "../form/tree.ts";
import { t } from "../work/kit.tsx";
import { AnswersStep } from "./answers.tsx";
import { catalogue } from "./catalogue.ts";
import { CheckStep } from "./checkstep.tsx";
import { Field, kindOf, type Place, UnknownField } from "./field.tsx";
import { PublishStep } from "./publish.tsx";
import { Servers } from "./servers.tsx";

/** The keywords of options that the check step shows for a block: those of its checks, and of its service's for a server. */
function optionNames(place: Place): string[] {
  const { tree } = place.session;
  const kind = kindOf(place.path);
  const checks = [place.path, place.path.slice(0, 2)].flatMap(p => checkNames(value(find(tree.value, p), "check")));
  return catalogue.value.options(kind, [...new Set(checks)]).map(o => o.name);
}

function Plain({ place, names }: { place: Place; names: readonly string[] }) {
  const kind = kindOf(place.path);
  return (
    <div class="fields">
      {names.map(name => {
        const keyword = catalogue.value.find(kind, name);
        return keyword === undefined ? null : <Field key={name} place={place} keyword={keyword} />;
      })}
    </div>
  );
}

function Other({ place }: { place: Place }) {
  const kind = kindOf(place.path);
  const block = find(place.session.tree.value, place.path);
  const { known, unknown } = catalogue.value.others(kind, block, optionNames(place));
  const options = unknown.filter(name => catalogue.value.find(kind, name) !== undefined);
  return (
    <>
      <p class="muted">{t("editor.otherHint")}</p>
      <Plain place={place} names={[...known.map(k => k.name), ...options]} />
      {unknown.filter(name => !options.includes(name)).map(name => (
        <UnknownField key={name} place={place} name={name} />
      ))}
    </>
  );
}

/** One page of the form. */
export function StepForm({ place, step }: { place: Place; step: Step }) {
  const kind = kindOf(place.path);
  if (step.id === "other") {
    return <Other place={place} />;
  }
  if (step.id === "checks") {
    return <CheckStep key={place.path.join("/")} place={place} />;
  }
  if (step.id === "servers") {
    return <Servers place={place} />;
  }
  if (step.id === "answers") {
    return <AnswersStep place={place} fields={<Plain place={place} names={step.keywords} />} />;
  }
  if (step.id === "publish" && kind !== "top") {
    return <PublishStep place={place} fields={<Plain place={place} names={step.keywords} />} />;
  }
  return <Plain place={place} names={step.keywords} />;
}

export const stepTitle = (id: StepId) => t(`editor.step_${id}`);

/** All pages of a block below each other; "other settings" folded. */
export function BlockForm({ place, only }: { place: Place; only?: readonly StepId[] }) {
  return (
    <>
      {stepsOf(kindOf(place.path)).filter(step => only === undefined || only.includes(step.id)).map(step => (
        <details key={step.id} class="step" open={step.id !== "other"}>
          <summary>{stepTitle(step.id)}</summary>
          <StepForm place={place} step={step} />
        </details>
      ))}
    </>
  );
}
