import { type Signal, useSignal } from "@preact/signals";
import { confirm, live, t } from "../work/kit.tsx";
import { ofServer } from "../api/headline.ts";
import { edit } from "../form/edits.ts";
import { additions, free, pasted } from "../form/paste.ts";
import { type Block, find, value } from "../form/tree.ts";
import { BlockForm } from "./blockform.tsx";
import type { Place } from "./field.tsx";
import { problemsOf } from "./field.tsx";

const COLUMNS = ["address", "port", "weight"] as const;

function Cell({ place, server, keyword, empty }: { place: Place; server: Block; keyword: (typeof COLUMNS)[number]; empty: string }) {
  const here: Place = { ...place, path: [...place.path, "server", server.name] };
  const current = value(server, keyword);
  const wrong = problemsOf(here, keyword).some(p => p.severity === "error");
  return (
    <td class={`cell-${keyword}`}>
      <input
        value={current ?? ""}
        placeholder={empty}
        disabled={place.readOnly}
        inputMode={keyword === "address" ? "text" : "numeric"}
        autoComplete="off"
        spellcheck={false}
        aria-label={`${server.name}: ${t(`editor.${keyword}`)}`}
        aria-invalid={wrong ? "true" : undefined}
        onChange={e => void place.session.edit(edit(here.path, keyword, current, e.currentTarget.value))}
      />
    </td>
  );
}

interface RowProps {
  readonly place: Place;
  readonly server: Block;
  readonly all: readonly Block[];
  readonly index: number;
  /** Name of the server whose rest is shown below; empty = none. */
  readonly opened: Signal<string>;
}

function Row({ place, server, all, index, opened }: RowProps) {
  const more = opened.value === server.name;
  const service = find(place.session.tree.value, place.path);
  const path = [...place.path, "server", server.name];
  const on = value(server, "active") === "1";
  const running = live.value?.view.servers.find(s => s.name === `${place.path[1]}/${server.name}`);
  const remove = async () => {
    const left = all.filter(b => b !== server && value(b, "active") === "1").length;
    if (await confirm({ level: "C1", text: t("editor.removeServerAsk", { name: server.name, left }), yes: t("editor.remove") })) {
      void place.session.edit([{ op: "remove-block", path }]);
    }
  };
  const before = all[index - 1];
  const up = () => before !== undefined && void place.session.edit([{ op: "move-block", path, before: before.name }]);
  const problems = place.session.problems.value.filter(p => server.line <= p.line && p.line <= server.last);
  return (
    <>
      <tr>
        <td>
          <input
            type="checkbox"
            role="switch"
            checked={on}
            disabled={place.readOnly}
            aria-label={`${server.name}: ${t("editor.on")}`}
            onChange={e => void place.session.edit([{ op: "set", path, keyword: "active", value: e.currentTarget.checked ? "1" : "0" }])}
          />
        </td>
        <th scope="row">
          {server.name} {running !== undefined && <small class="muted">{t(`state.${ofServer(running)}`)}</small>}
        </th>
        {COLUMNS.map(keyword => (
          <Cell key={keyword} place={place} server={server} keyword={keyword} empty={keyword === "port" ? (value(service, "port") ?? "80") : keyword === "weight" ? "1" : ""} />
        ))}
        <td class="actions">
          <button type="button" class="small outline" aria-expanded={more} aria-label={t("editor.more", { name: server.name })} onClick={() => (opened.value = more ? "" : server.name)}>
            {more ? t("editor.less") : "…"}
          </button>
          {!place.readOnly && (
            <>
              <button type="button" class="small outline" disabled={index === 0} aria-label={t("editor.up", { name: server.name })} onClick={up}>
                ↑
              </button>
              <button type="button" class="small outline secondary" aria-label={t("editor.removeServer", { name: server.name })} onClick={() => void remove()}>
                ✕
              </button>
            </>
          )}
        </td>
      </tr>
      {problems.length > 0 && (
        <tr class="row-problems">
          <td colSpan={6}>
            {problems.map((p, i) => (
              <p key={i} class={p.severity === "error" ? "wrong" : "caution"} role="alert">
                {p.message}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

function Add({ place, names }: { place: Place; names: readonly string[] }) {
  const name = useSignal("");
  const address = useSignal("");
  const list = useSignal("");
  const { servers, left } = pasted(list.value, names);
  const add = async (event: Event) => {
    event.preventDefault();
    const chosen = name.value.trim() === "" ? free(new Set(names)) : name.value.trim();
    const one = pasted(address.value, names).servers[0];
    const made = one === undefined ? { name: chosen, address: address.value.trim(), port: "", weight: "" } : { ...one, name: chosen };
    if (await place.session.edit(additions(place.path, [made]))) {
      name.value = "";
      address.value = "";
    }
  };
  const addAll = async () => {
    if (await place.session.edit(additions(place.path, servers))) {
      list.value = "";
    }
  };
  return (
    <div class="add-servers">
      <form class="row" onSubmit={e => void add(e)}>
        <label>
          {t("editor.name")}
          <input value={name.value} placeholder={free(new Set(names))} onInput={e => (name.value = e.currentTarget.value)} />
        </label>
        <label>
          {t("editor.address")}
          <input required value={address.value} onInput={e => (address.value = e.currentTarget.value)} />
        </label>
        <button type="submit" class="small">
          {t("editor.addServer")}
        </button>
      </form>
      <details>
        <summary>{t("editor.pasteServers")}</summary>
        <label>
          <small>{t("editor.pasteHint")}</small>
          <textarea rows={4} value={list.value} spellcheck={false} onInput={e => (list.value = e.currentTarget.value)} />
        </label>
        {left.length > 0 && <p class="caution">{t("editor.pasteLeft", { lines: left.join(" | ") })}</p>}
        <button type="button" class="small" disabled={servers.length === 0} onClick={() => void addAll()}>
          {t("editor.addCount", { count: servers.length })}
        </button>
      </details>
    </div>
  );
}

/** The real servers of a service: one row each, the rest of a server behind "...". */
export function Servers({ place }: { place: Place }) {
  const block = find(place.session.tree.value, place.path);
  const servers = block?.blocks ?? [];
  const opened = useSignal("");
  const shown = servers.find(s => s.name === opened.value);
  return (
    <section class="servers">
      {servers.length > 0 && (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("editor.on")}</th>
                <th scope="col">{t("editor.name")}</th>
                {COLUMNS.map(keyword => (
                  <th key={keyword} scope="col">
                    {t(`editor.${keyword}`)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {servers.map((server, index) => (
                <Row key={server.name} place={place} server={server} all={servers} index={index} opened={opened} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown !== undefined && (
        <article class="inner" key={shown.name}>
          <header>
            <h3>{t("editor.more", { name: shown.name })}</h3>
          </header>
          <BlockForm place={{ ...place, path: [...place.path, "server", shown.name] }} />
        </article>
      )}
      {!place.readOnly && <Add place={place} names={servers.map(s => s.name)} />}
    </section>
  );
}
