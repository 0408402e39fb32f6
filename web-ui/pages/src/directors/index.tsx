import "../work/work.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useEvery } from "../api/every.ts";
import { ago, api, confirm, lang, linesOf, Link, live, me, t, time } from "../work/kit.tsx";
import { Answer, type Told } from "../changes/answer.tsx";
import { inForce, refresh } from "../changes/config.ts";
import { alarm, inMaintenance, type Pair, type Partner, partnerRole } from "./alarm.ts";
import { pair, pairTrouble, pairVersion, refreshPair, strips } from "./pair.ts";
import { Strip } from "./strip.tsx";

const EVERY_MS = 1000;
const told = signal<Told | undefined>(undefined);

const seconds = (s: number) => (s < 1 ? t("directors.milliseconds", { count: Math.round(s * 1000) }) : t("directors.seconds", { count: Math.round(s * 10) / 10 }));

const ROLE_SHAPE = { active: "●", standby: "○", silent: "✕", unknown: "?" } as const;

const RoleWord = ({ role }: { role: keyof typeof ROLE_SHAPE }) => (
  <span class={`role-word role-word-${role}`}>
    <span aria-hidden="true">{ROLE_SHAPE[role]}</span> {t(`directors.${role}`)}
  </span>
);

async function order(path: string, body: unknown, yes: string, no: string) {
  try {
    const answer = await api.send<{ lines: readonly string[] }>("POST", `/directors/${path}`, body, pairVersion.value);
    told.value = { ok: true, title: yes, lines: answer.lines };
  } catch (problem) {
    told.value = { ok: false, title: no, lines: linesOf(problem) };
  }
  await refreshPair();
}

async function switchOver(to: Partner) {
  const view = live.value?.view;
  const preview = t("directors.switchOverPreview", {
    services: view?.services.length ?? 0,
    addresses: view?.addresses.length ?? 0,
    connections: view?.servers.reduce((sum, s) => sum + s.activeConnections, 0) ?? 0,
    name: to.name,
  });
  const yes = await confirm({
    level: "C3",
    title: t("directors.switchOver"),
    text: `${preview} ${t("directors.switchOverAsk", { name: to.name })}`,
    word: to.name,
    reason: true,
    yes: t("directors.switchOverTo", { name: to.name }),
  });
  if (yes) {
    await order("switch-over", { reason: yes.reason }, t("directors.switched"), t("directors.notSwitched"));
  }
}

async function maintain(on: boolean) {
  const yes = on
    ? await confirm({ level: "C2", title: t("directors.maintenance"), text: t("directors.maintenanceAsk"), reason: true, yes: t("directors.maintenanceOn") })
    : { reason: "" };
  if (yes) {
    await order("maintenance", { on, reason: yes.reason }, t(`directors.${on ? "maintenanceIs" : "maintenanceOver"}`), t("changes.refused"));
  }
}

const Fact = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function Here({ p }: { p: Pair }) {
  const view = live.value?.view;
  const administrator = me.value?.role === "administrator";
  const revision = inForce.value;
  return (
    <article class={`director director-${p.role}`}>
      <header>
        <h2>{p.name}</h2>
        <small>{t("directors.thisOne")}</small>
        <RoleWord role={p.role} />
      </header>
      <p>{t("directors.since", { role: t(`directors.${p.role}`), at: time(p.since), ago: ago(p.since) })}</p>
      {p.cause !== "" && <p class="muted">{t("directors.cause", { cause: p.cause })}</p>}
      {inMaintenance(p) && <p class="warn">{t("directors.maintenanceIs")}</p>}
      <dl>
        <Fact name={t("directors.addresses")}>
          {view === undefined || view.addresses.length === 0 ? (
            t("directors.noAddresses")
          ) : (
            <ul>
              {view.addresses.map(a => (
                <li key={a.address + a.device}>
                  {a.address} <small>{a.device}</small> {a.state}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t("directors.revision")}>
          {revision !== undefined && (
            <Link to="/changes?tab=history">{t("directors.revisionHere", { number: revision.number, serial: revision.serial })}</Link>
          )}
        </Fact>
        {view !== undefined && (
          <>
            <Fact name={t("directors.checks")}>
              {view.director.checkEngine ? t("directors.checksRun", { count: view.director.checks }) : <span class="warn">{t("directors.checksHeld")}</span>}
            </Fact>
            <Fact name={t("directors.dataPlane")}>{view.director.dataPlane}</Fact>
            <Fact name={t("directors.mails")}>{view.director.mailsWaiting}</Fact>
            <Fact name={t("directors.running")}>
              {time(view.director.startedAt)} <small>({view.director.version})</small>
            </Fact>
          </>
        )}
      </dl>
      {administrator && p.heartbeat !== null && (
        <button type="button" class="small outline secondary" onClick={() => void maintain(!inMaintenance(p))}>
          {t(`directors.${inMaintenance(p) ? "maintenanceOff" : "maintenanceOn"}`)}
        </button>
      )}
    </article>
  );
}

function There({ partner, p }: { partner: Partner; p: Pair }) {
  const role = partnerRole(partner);
  const serial = inForce.value?.serial;
  return (
    <article class={`director director-${role}`}>
      <header>
        <h2>{partner.name}</h2>
        <small>{t("directors.partner")}</small>
        <RoleWord role={role} />
      </header>
      {partner.state !== role && <p class={role === "silent" ? "warn" : "caution"}>{partner.state}</p>}
      <dl>
        <Fact name={t("directors.revision")}>
          {t("directors.serial", { serial: partner.serial })}{" "}
          {serial !== undefined && (
            <span class={partner.serial === serial ? "fine" : "warn"}>({t(`directors.${partner.serial === serial ? "sameSerial" : "otherSerial"}`)})</span>
          )}
        </Fact>
      </dl>
      {me.value?.role === "administrator" && (
        <>
          <button type="button" disabled={p.role !== "active" || role !== "standby"} onClick={() => void switchOver(partner)}>
            {t("directors.switchOverTo", { name: partner.name })}
          </button>
          {p.role !== "active" && <small class="muted">{t("directors.onlyActive")}</small>}
        </>
      )}
    </article>
  );
}

function Beats({ p }: { p: Pair }) {
  const beat = p.heartbeat;
  if (beat === null) {
    return <p class="warn">{t("directors.noHeartbeat")}</p>;
  }
  return (
    <section class="beats">
      <h2>{t("directors.heartbeat")}</h2>
      {p.partners.length === 0 && <p class="caution">{t("directors.noPartner")}</p>}
      {p.partners.flatMap(partner =>
        partner.paths.map(path => (
          <div key={`${partner.name} ${path.name}`} class="beat">
            <div class="row">
              <strong>
                {partner.name}, {path.name}
              </strong>
              <span class={path.ageSeconds === null || path.ageSeconds > beat.deadtimeSeconds ? "warn" : "fine"}>
                {t("directors.age")}: {path.ageSeconds === null ? t("directors.never") : seconds(path.ageSeconds)}
              </span>
            </div>
            <Strip ages={strips.value.get(`${partner.name} ${path.name}`) ?? []} deadtime={beat.deadtimeSeconds} />
            <small>
              {t("directors.received")}: {path.received} · {t("directors.unopened")}: {path.unopened} · {t("directors.replayed")}: {path.replayed}
            </small>
          </div>
        )),
      )}
      <dl class="facts">
        <Fact name={t("directors.keepalive")}>{seconds(beat.keepaliveSeconds)}</Fact>
        <Fact name={t("directors.deadtime")}>
          {seconds(beat.deadtimeSeconds)} {beat.deadtimeSeconds < 3 * beat.keepaliveSeconds && <span class="warn">{t("directors.deadtimeShort")}</span>}
        </Fact>
        <Fact name={t("directors.lease")}>{beat.leaseSeconds === 0 ? t("directors.never_") : seconds(beat.leaseSeconds)}</Fact>
        <Fact name={t("directors.takeover")}>{beat.takeover}</Fact>
        <Fact name={t("directors.authenticated")}>
          <span class={beat.authenticated ? "" : "warn"}>{t(`directors.${beat.authenticated ? "yes" : "no"}`)}</span>
        </Fact>
        <Fact name={t("directors.longest")}>{seconds(beat.longestDelaySeconds)}</Fact>
      </dl>
    </section>
  );
}

interface RoleEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly was: string;
  readonly now: string;
  readonly why: string;
  readonly ja: { readonly was: string; readonly now: string; readonly why: string };
}

const past = signal<readonly RoleEvent[]>([]);

const refreshPast = () =>
  api.get<{ events: readonly RoleEvent[] }>("/events?limit=1000").then(e => (past.value = e.events.filter(of => of.kind.startsWith("role-"))), () => undefined);

const History = () => (
  <section>
    <h2>{t("directors.history")}</h2>
    {past.value.length === 0 ? (
      <p class="muted">{t("directors.noHistory")}</p>
    ) : (
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("directors.when")}</th>
              <th scope="col">{t("directors.what")}</th>
              <th scope="col">{t("directors.why")}</th>
            </tr>
          </thead>
          <tbody>
            {[...past.value].reverse().map(e => ({ ...e, ...(lang.value === "ja" ? e.ja : {}) })).map(e => (
              <tr key={e.seq}>
                <td title={ago(e.at)}>{time(e.at)}</td>
                <td>
                  {e.was !== "" && `${e.was} → `}
                  {e.now}
                </td>
                <td>{e.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
);

/** Directors: who has the role, how the two hear each other, and how the role is moved. */
export function Directors() {
  useEffect(() => void refresh().catch(() => undefined), []);
  useEvery(EVERY_MS, refreshPair);
  useEvery(10 * EVERY_MS, refreshPast);
  const p = pair.value;
  if (p === undefined) {
    return (
      <div class="work directors" aria-busy={pairTrouble.value === ""}>
        <h1>{t("directors.title")}</h1>
        <p class="warn">{pairTrouble.value}</p>
      </div>
    );
  }
  const red = alarm(p);
  const panels = [<Here key="here" p={p} />, ...p.partners.map(q => <There key={q.name} partner={q} p={p} />)];
  const activeFirst = p.role !== "active" && p.partners.some(q => partnerRole(q) === "active") ? [...panels.slice(1), ...panels.slice(0, 1)] : panels;
  return (
    <div class={red === "redBoth" || red === "redNone" ? "work directors red" : "work directors"}>
      <h1>{t("directors.title")}</h1>
      {red !== undefined && (
        <p class={red === "redSilent" ? "alarm silent" : "alarm"} role="alert">
          <span aria-hidden="true">✕ </span>
          {t(`directors.${red}`)}
        </p>
      )}
      <Answer told={told.value} />
      {p.troubles.length > 0 && (
        <section class="told bad">
          <strong>{t("directors.troubles")}</strong>
          <ul>
            {p.troubles.map(trouble => (
              <li key={trouble}>{trouble}</li>
            ))}
          </ul>
        </section>
      )}
      <div class="panels">{activeFirst}</div>
      <Beats p={p} />
      <History />
      <section>
        <h2>{t("directors.settings")}</h2>
        <p>
          {t("directors.settingsHint")} <Link to="/editor?at=top&step=pair">{t("directors.edit")}</Link>{" "}
          <Link to="/changes?tab=history">{t("directors.compare")}</Link>
        </p>
      </section>
    </div>
  );
}
