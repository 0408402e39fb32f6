import type { ComponentChildren } from "preact";
import { t } from "../work/kit.tsx";
import { edit } from "../form/edits.ts";
import { find, value } from "../form/tree.ts";
import type { Place } from "./field.tsx";

const METHODS = ["nat", "direct", "tunnel"] as const;
type Method = (typeof METHODS)[number];

/** How a request goes there and its answer comes back. */
function Picture({ method }: { method: Method }) {
  return (
    <svg viewBox="0 0 220 92" class="picture" role="img" aria-label={t(`editor.${method}`)}>
      {([["picture_client", 4], ["picture_director", 82], ["picture_server", 160]] as const).map(([key, x]) => (
        <g key={key}>
          <rect x={x} y="30" width="56" height="26" rx="4" class="box" />
          <text x={x + 28} y="46" text-anchor="middle">
            {t(`editor.${key}`)}
          </text>
        </g>
      ))}
      <path d="M60 37 H80" class="request" marker-end={`url(#arrow-${method})`} />
      <path d="M138 37 H158" class={method === "tunnel" ? "request tunnelled" : "request"} marker-end={`url(#arrow-${method})`} />
      {method === "nat" ? (
        <>
          <path d="M160 50 H140" class="answer" marker-end={`url(#arrow-${method})`} />
          <path d="M82 50 H62" class="answer" marker-end={`url(#arrow-${method})`} />
        </>
      ) : (
        <path d="M188 58 C180 88 40 88 32 60" class="answer" marker-end={`url(#arrow-${method})`} />
      )}
      <defs>
        <marker id={`arrow-${method}`} viewBox="0 0 6 6" refX="5" refY="3" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M0 0 L6 3 L0 6 z" class="head" />
        </marker>
      </defs>
    </svg>
  );
}

/** The three ways; the one of the whole file needs no word of its own. */
export function AnswersStep({ place, fields }: { place: Place; fields: ComponentChildren }) {
  const tree = place.session.tree.value;
  const network = value(tree, "network") ?? "nat";
  const own = value(find(tree, place.path), "forwarding");
  const chosen = own ?? network;
  const pick = (method: Method) => void place.session.edit(edit(place.path, "forwarding", own, method === network ? "" : method));
  return (
    <section class="answers">
      <div class="ways" role="radiogroup" aria-label={t("editor.step_answers")}>
        {METHODS.map(method => (
          <label key={method} class={method === chosen ? "way chosen" : "way"}>
            <span>
              <input type="radio" name={`method-${place.path.join("-")}`} checked={method === chosen} disabled={place.readOnly} onChange={() => pick(method)} />{" "}
              <strong>{t(`editor.${method}`)}</strong>
              {method === network && <small> {t("editor.methodOfFile")}</small>}
            </span>
            <Picture method={method} />
            <small>{t(`editor.${method}Needs`)}</small>
          </label>
        ))}
      </div>
      {chosen !== network && <p class="caution">{t("editor.notAsNetwork", { method: t(`editor.${network as Method}`) })}</p>}
      <details open={chosen === "tunnel"}>
        <summary>{t("editor.moreOfThis")}</summary>
        {fields}
      </details>
    </section>
  );
}
