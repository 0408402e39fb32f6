import { href } from "../frame/router.ts";
import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

/** The machines behind the services; their agents come with another version. */
export function Nodes() {
  return (
    <Soon title={t("nodes.title")}>
      <p>{t("nodes.soon")}</p>
      <p><a href={href("services")}>{t("nodes.instead")}</a></p>
    </Soon>
  );
}
