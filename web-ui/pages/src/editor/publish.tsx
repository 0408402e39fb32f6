import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { confirm, go, t } from "../work/kit.tsx";
import { find } from "../form/tree.ts";
import { editLink } from "./links.ts";
import type { Place } from "./field.tsx";

/** The name of a service, and its end. The fields of the step stand between. */
export function PublishStep({ place, fields }: { place: Place; fields: ComponentChildren }) {
  const { session, path } = place;
  const [kind = "virtual", was = ""] = path;
  const name = useSignal(was);
  const servers = find(session.tree.value, path)?.blocks.length ?? 0;
  const rename = async () => {
    const now = name.value.trim();
    if (now !== "" && now !== was && (await session.edit([{ op: "rename-block", path, name: now }]))) {
      go(editLink(session, [kind, now]));
    }
  };
  const remove = async () => {
    const yes = await confirm({
      level: "C2",
      title: t("editor.removeService"),
      text: t("editor.removeServiceAsk", { name: was, count: servers }),
      yes: t("editor.remove"),
    });
    if (yes && (await session.edit([{ op: "remove-block", path }]))) {
      go(editLink(session, []));
    }
  };
  const id = `name-${kind}-${was}`;
  return (
    <>
      <div class="field">
        <div class="field-title">
          <label for={id}>{t("editor.name")}</label>
        </div>
        <input id={id} value={name.value} disabled={place.readOnly} onInput={e => (name.value = e.currentTarget.value)} onChange={() => void rename()} />
        <small class="field-help">{t("editor.nameHint")}</small>
      </div>
      {fields}
      {!place.readOnly && (
        <button type="button" class="small secondary outline" onClick={() => void remove()}>
          {t("editor.removeService")}
        </button>
      )}
    </>
  );
}
