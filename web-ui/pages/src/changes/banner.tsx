import { effect, signal } from "@preact/signals";
import { api, Link, live, t } from "../work/kit.tsx";
import type { Difference } from "../editor/drafts.ts";
import { applied } from "./applied.ts";
import { inForce, left, mayEdit, minutes, order, partners, refresh, revisions, trial } from "./config.ts";

/** How often the file on the disk is compared with the one in force. */
const EVERY_MS = 15_000;
const fileDiffers = signal(false);

async function look(): Promise<void> {
  await refresh();
  partners.value = (await api.get<{ partners: readonly { name: string; serial: number }[] }>("/directors")).partners;
  if (mayEdit.value) {
    const difference = await api.get<Difference>("/revisions/running/diff/file");
    fileDiffers.value = difference.text.length > 0;
  }
}

/** Begins to look, for as long as the page lives. */
export function watchConfig(): () => void {
  const again = () => void look().catch(() => undefined);
  again();
  const timer = setInterval(again, EVERY_MS);
  // Whoever may see the difference is known only after the sign-in.
  const stop = effect(() => {
    if (mayEdit.value) {
      again();
    }
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}

async function run(path: string, body?: unknown) {
  const answer = await order(path, body);
  applied.value = { ok: answer.ok, title: t(`changes.${answer.ok ? "applied" : "refused"}`), lines: answer.lines };
  await look().catch(() => undefined);
}

/** On all screens: the file on the disk, the one in force and the partner's are not the same, or one is on trial. */
export function ConfigBanner() {
  const serial = inForce.value?.serial;
  const standby = live.value?.view.director.role === "standby";
  const other = partners.value.filter(p => serial !== undefined && p.serial !== 0 && p.serial !== serial);
  return (
    <div class="banners" role="status">
      {trial.value !== undefined && (
        <p class="banner">
          <span>↻ {t("changes.bannerTrial", { number: revisions.value.inForce, left: minutes(left.value ?? 0) })}</span>
          <Link to="/changes">{t("changes.look")}</Link>
        </p>
      )}
      {fileDiffers.value && (
        <p class="banner">
          <span>≠ {t("changes.bannerFile")}</span>
          <Link to="/changes?tab=history&from=running&to=file">{t("changes.look")}</Link>
          {mayEdit.value && !standby && (
            <button type="button" class="small outline" onClick={() => void run("/reload")}>
              {t("changes.reload")}
            </button>
          )}
        </p>
      )}
      {other.map(p => (
        <p key={p.name} class="banner">
          <span>≠ {t("changes.bannerPeer", { name: p.name, theirs: p.serial, ours: serial ?? 0 })}</span>
          <Link to="/directors">{t("changes.look")}</Link>
          {mayEdit.value && !standby && (
            <button type="button" class="small outline" onClick={() => void run("/push", {})}>
              {t("changes.push")}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
