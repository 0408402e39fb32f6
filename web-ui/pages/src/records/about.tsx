import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, fieldTitle, live, t, time } from "../work/kit.tsx";
import { inForce, mayEdit, refresh } from "../changes/config.ts";
import { catalogue, checkTypes, loadCatalogue } from "../editor/catalogue.ts";
import { drafts } from "../editor/drafts.ts";
import { type Block, readTree, value } from "../form/tree.ts";

/** Every global keyword with the value that counts. */
function Effective({ tree }: { tree: Block }) {
  const keywords = catalogue.value.all.filter(k => k.check === "" && k.places.includes("top") && k.origin !== "ignored");
  return (
    <details>
      <summary>{t("records.effective")}</summary>
      <p class="muted">{t("records.effectiveHint")}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("records.setting")}</th>
              <th scope="col">{t("records.value")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {keywords.map(k => {
              const written = value(tree, k.name);
              return (
                <tr key={k.name}>
                  <th scope="row">
                    {fieldTitle("top", k.name)} <code>{k.name}</code>
                  </th>
                  <td>{written !== undefined && k.kind === "secret" ? "***" : (written ?? k.defaultValue ?? "–")}</td>
                  <td class="muted">{t(`records.${written === undefined ? "byDefault" : "written"}`)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Versions, what is in force in effect, licences. */
export function About() {
  const tree = useSignal<Block | undefined>(undefined);
  const version = useSignal("");
  const revision = inForce.value?.number ?? 0;
  useEffect(() => {
    void refresh().catch(() => undefined);
    void loadCatalogue().catch(() => undefined);
    api.site<{ version: string }>("/healthz").then(h => (version.value = h.version), () => undefined);
  }, []);
  useEffect(() => {
    if (mayEdit.value && revision > 0) {
      drafts.revisionText(revision).then(t => (tree.value = readTree(t)), () => undefined);
    }
  }, [revision, mayEdit.value]);
  const director = live.value?.view.director;
  return (
    <section class="about">
      <dl class="facts">
        <dt>{t("records.console")}</dt>
        <dd>
          {t("records.version")} {version.value}
        </dd>
        {director !== undefined && (
          <>
            <dt>{t("records.director")}</dt>
            <dd>
              {t("records.version")} {director.version}, {t("records.started")} {time(director.startedAt)}
            </dd>
            <dt>{t("records.configFile")}</dt>
            <dd>
              <code>{director.configFile}</code>, {t("records.loaded")} {time(director.loadedAt)}
            </dd>
            <dt>{t("records.dataPlane")}</dt>
            <dd>{director.dataPlane}</dd>
            <dt>{t("records.engine")}</dt>
            <dd class={director.checkEngine ? "" : "warn"}>
              {director.checkEngine ? t("records.engineThere", { count: director.checks }) : t("records.engineGone")}
            </dd>
          </>
        )}
        <dt>{t("records.checkTypes")}</dt>
        <dd>{checkTypes.value.map(t => t.name).join(", ")}</dd>
        <dt>{t("records.licences")}</dt>
        <dd>
          {t("records.licenceOwn")} {t("records.licenceNpm")}
        </dd>
      </dl>
      {tree.value !== undefined && <Effective tree={tree.value} />}
      <p>
        <a href="/openapi.yaml">{t("records.contract")}</a>
      </p>
    </section>
  );
}
