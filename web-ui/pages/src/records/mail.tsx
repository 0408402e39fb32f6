import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, fieldTitle, linesOf, Link, live, me, t } from "../work/kit.tsx";
import { Answer, type Told } from "../changes/answer.tsx";
import { inForce, mayEdit, refresh } from "../changes/config.ts";
import { drafts } from "../editor/drafts.ts";
import { catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { stepsOf } from "../form/fields.ts";
import { type Block, readTree, value } from "../form/tree.ts";

const KEYWORDS = stepsOf("top").find(s => s.id === "mail")?.keywords ?? [];

/** What is in force about mails, a test, and the way to change it. */
export function Mail() {
  const tree = useSignal<Block | undefined>(undefined);
  const told = useSignal<Told | undefined>(undefined);
  const busy = useSignal(false);
  const revision = inForce.value?.number ?? 0;
  useEffect(() => {
    void refresh().catch(() => undefined);
    void loadCatalogue().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (mayEdit.value && revision > 0) {
      drafts.revisionText(revision).then(t => (tree.value = readTree(t)), () => undefined);
    }
  }, [revision, mayEdit.value]);
  const test = async () => {
    busy.value = true;
    told.value = undefined;
    try {
      const answer = await api.send<{ lines: readonly string[] }>("POST", "/mail/test");
      told.value = { ok: true, title: t("records.mailAnswer"), lines: answer.lines };
    } catch (problem) {
      told.value = { ok: false, title: t("records.mailAnswer"), lines: linesOf(problem) };
    } finally {
      busy.value = false;
    }
  };
  const of = (name: string) => value(tree.value, name);
  const secret = (name: string, text: string) => (catalogue.value.find("top", name)?.kind === "secret" ? "***" : text);
  const waiting = live.value?.view.director.mailsWaiting ?? 0;
  return (
    <section class="mail">
      <p class="muted">{t("records.mailHint")}</p>
      {tree.value !== undefined && of("email_to") === undefined && <p class="caution">{t("records.mailNobody")}</p>}
      {tree.value !== undefined && (
        <dl class="facts">
          {KEYWORDS.map(name => {
            const written = of(name);
            const byDefault = catalogue.value.find("top", name)?.defaultValue;
            return (
              <>
                <dt key={name}>
                  {fieldTitle("top", name)} <code>{name}</code>
                </dt>
                <dd>{written !== undefined ? secret(name, written) : <span class="muted">{t("editor.choiceDefault", { value: byDefault ?? "–" })}</span>}</dd>
              </>
            );
          })}
        </dl>
      )}
      {waiting > 0 && (
        <p class="caution">
          {t("directors.mails")}: {waiting}
        </p>
      )}
      <div class="row">
        {mayEdit.value && (
          <Link to="/editor?at=top&step=mail" button>
            {t("records.mailEdit")}
          </Link>
        )}
        {me.value?.role !== "viewer" && (
          <button type="button" class="outline" disabled={busy.value} onClick={() => void test()}>
            {t(`records.${busy.value ? "mailSending" : "mailTest"}`)}
          </button>
        )}
      </div>
      <Answer told={told.value} />
    </section>
  );
}
