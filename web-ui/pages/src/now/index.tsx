import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Now() {
  return <Soon title={t("now.title")}>{t("soon.title")}</Soon>;
}
