import { useRef } from "preact/hooks";
import { api, outcome } from "../api/client.ts";
import { age, director, hearing, link, now, pause, paused } from "../api/live.ts";
import { ended, me, signedOut } from "../api/me.ts";
import { span, speak, t, language, type Key } from "../text/index.ts";
import { Icon } from "./icon.tsx";
import { showHelp } from "./help.tsx";
import { go } from "./router.ts";
import { theme, type Theme } from "./theme.ts";

/** Who speaks, how fresh it is, and what belongs to the reader. */
export function Header() {
  return (
    <header class="top">
      <Role />
      <Freshness />
      <Search />
      <Person />
    </header>
  );
}

function Role() {
  const d = director.value;
  if (d === null) return <div class="role" />;
  return (
    <div class="role">
      <strong>{location.hostname}</strong>
      <span class={`chip role-${d.role}`}>{t("frame.roleSince", { role: t(`role.${d.role}` as Key), span: span(age(d.roleSince)) })}</span>
    </div>
  );
}

/** What the reader may believe, in a shape and a word. */
function Freshness() {
  const [kind, text] = freshness();
  return (
    <div class="freshness">
      <span class={`link link-${kind}`} role="status" data-link={kind}><i aria-hidden="true" />{text}</span>
      <button type="button" class="bare" aria-pressed={paused.value} title={t(paused.value ? "link.resume" : "link.pause")} aria-label={t(paused.value ? "link.resume" : "link.pause")} onClick={() => pause(!paused.value)}>
        <Icon name={paused.value ? "play" : "pause"} size={14} />
      </button>
    </div>
  );
}

function freshness(): [string, string] {
  const heard = hearing.value;
  switch (heard.kind) {
    case "joining":
      return ["joining", t("link.joining")];
    case "delayed":
      return ["delayed", t("link.delayed")];
    case "cut":
      return ["cut", t("link.cut", { span: span((Date.now() + 0 * now.value.getTime() - heard.since) / 1000) })];
    case "live":
      if (link.value?.connected === false) return ["hub", t("link.hub", { span: span(age(link.value.since)) })];
      return paused.value ? ["paused", t("link.paused")] : ["live", t("link.live")];
  }
}

function Search() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <form class="find" role="search" onSubmit={(e) => {
      e.preventDefault();
      const text = input.current?.value.trim() ?? "";
      go("services");
      location.hash = text === "" ? "#/services" : `#/services?q=${encodeURIComponent(text)}`;
      input.current?.blur();
    }}>
      <Icon name="search" size={16} />
      <input ref={input} type="search" id="find" placeholder={t("frame.search")} aria-label={t("frame.search")} aria-keyshortcuts="/" />
    </form>
  );
}

function Person() {
  const who = me.value!;
  return (
    <details class="person">
      <summary title={t("frame.menu")}><span>{t("frame.user", { name: who.name, role: t(`who.${who.role}` as Key) })}</span><Icon name="menu" size={16} /></summary>
      <div class="sheet">
        <p>{t("frame.user", { name: who.name, role: t(`who.${who.role}` as Key) })}</p>
        <Languages />
        <label>{t("frame.theme")}
          <select value={theme.value} onChange={(e) => (theme.value = e.currentTarget.value as Theme)}>
            {(["auto", "light", "dark"] as const).map((v) => <option key={v} value={v}>{t(`theme.${v}`)}</option>)}
          </select>
        </label>
        <button type="button" onClick={() => showHelp()}>{t("frame.help")}</button>
        <button type="button" onClick={() => void leave()}>{t("frame.signOut")}</button>
      </div>
    </details>
  );
}

/** The two languages, each in its own words. */
export function Languages() {
  return (
    <div class="languages" role="group" aria-label={t("frame.language")}>
      <button type="button" lang="ja" aria-pressed={language.value === "ja"} onClick={() => void speak("ja")}>日本語</button>
      <button type="button" lang="en" aria-pressed={language.value === "en"} onClick={() => void speak("en")}>English</button>
    </div>
  );
}

async function leave(): Promise<void> {
  await outcome(api.DELETE("/api/v1/sessions/{session}", { params: { path: { session: "current" } } }));
  signedOut();
  ended.value = false;
}
