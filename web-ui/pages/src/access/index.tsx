import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Access() {
  return <Soon title={t("access.title")}>{t("soon.title")}</Soon>;
}
