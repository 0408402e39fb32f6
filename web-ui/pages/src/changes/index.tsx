import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Changes() {
  return <Soon title={t("changes.title")}>{t("soon.title")}</Soon>;
}
