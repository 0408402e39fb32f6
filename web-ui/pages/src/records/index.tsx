import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Records() {
  return <Soon title={t("records.title")}>{t("soon.title")}</Soon>;
}
