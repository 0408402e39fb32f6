import "../work/work.css";
import { go, query, t } from "../work/kit.tsx";
import { About } from "./about.tsx";
import { RecordList } from "./list.tsx";
import { Mail } from "./mail.tsx";

const TABS = [["", "tabRecords"], ["mail", "tabMail"], ["about", "tabAbout"]] as const;

/** Records and access: what happened and who did it, who may come in, mails, and what this is. */
export function Records() {
  const tab = query.value.get("tab") ?? "";
  return (
    <div class="work records-page">
      <h1>{t("records.title")}</h1>
      <div class="tabs" role="group" aria-label={t("records.title")}>
        {TABS.map(([id, key]) => (
          <button key={id} type="button" class="outline" aria-pressed={tab === id} onClick={() => go(id === "" ? "/records" : `/records?tab=${id}`)}>
            {t(`records.${key}`)}
          </button>
        ))}
      </div>
      {tab === "mail" ? <Mail /> : tab === "about" ? <About /> : <RecordList />}
    </div>
  );
}
