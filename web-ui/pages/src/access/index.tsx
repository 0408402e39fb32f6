import "../work/work.css";
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ago, api, confirm, copy, linesOf, me, t, time } from "../work/kit.tsx";
import { Answer, type Told } from "../changes/answer.tsx";

const ROLES = ["viewer", "operator", "editor", "administrator"] as const;
type Role = (typeof ROLES)[number];

interface User { readonly name: string; readonly role: Role; readonly changed: string }
interface Browser { readonly id: string; readonly user: string; readonly from: string; readonly agent: string; readonly began: string; readonly used: string }
interface Token { readonly id: string; readonly name: string; readonly role: Role; readonly by: string; readonly made: string; readonly ends: string | null }

const users = signal<readonly User[]>([]);
const browsers = signal<readonly Browser[]>([]);
const tokens = signal<readonly Token[]>([]);
const told = signal<Told | undefined>(undefined);

async function load(): Promise<void> {
  const [u, b, k] = await Promise.all([
    api.get<{ users: readonly User[] }>("/users"),
    api.get<{ sessions: readonly Browser[] }>("/sessions"),
    api.get<{ tokens: readonly Token[] }>("/tokens"),
  ]);
  users.value = u.users;
  browsers.value = b.sessions;
  tokens.value = k.tokens;
}

async function run(action: () => Promise<unknown>): Promise<boolean> {
  told.value = undefined;
  try {
    await action();
    await load();
    return true;
  } catch (problem) {
    told.value = { ok: false, title: t("changes.refused"), lines: linesOf(problem) };
    return false;
  }
}

const RolePick = ({ role, pick, label }: { role: Role; pick: (role: Role) => void; label: string }) => (
  <select aria-label={label} value={role} onChange={e => pick(e.currentTarget.value as Role)}>
    {ROLES.map(r => (
      <option key={r} value={r}>
        {t(`records.${r}`)}: {t(`records.${r}May`)}
      </option>
    ))}
  </select>
);

function Person({ user }: { user: User }) {
  const password = useSignal("");
  const open = useSignal(false);
  const path = `/users/${encodeURIComponent(user.name)}`;
  const patch = (body: unknown) =>
    run(async () => {
      const { version } = await api.withVersion<User>(path);
      await api.send("PATCH", path, body, version);
    });
  const remove = async () => {
    if (await confirm({ level: "C2", title: t("records.remove"), text: t("records.removePersonAsk", { name: user.name }), yes: t("records.remove") })) {
      await run(async () => api.send("DELETE", path, undefined, (await api.withVersion<User>(path)).version));
    }
  };
  const setPassword = async (event: Event) => {
    event.preventDefault();
    if (await patch({ password: password.value })) {
      password.value = "";
      open.value = false;
    }
  };
  return (
    <tr>
      <th scope="row">{user.name}</th>
      <td>
        <RolePick role={user.role} label={`${user.name}: ${t("records.role")}`} pick={role => void patch({ role })} />
      </td>
      <td>{time(user.changed)}</td>
      <td class="actions">
        {open.value ? (
          <form class="row" onSubmit={e => void setPassword(e)}>
            <input
              type="password" minLength={8} maxLength={200} required autoComplete="new-password" aria-label={t("records.newPassword")}
              value={password.value} onInput={e => (password.value = e.currentTarget.value)}
            />
            <button type="submit" class="small">{t("records.save")}</button>
            <button type="button" class="small outline" onClick={() => (open.value = false)}>{t("records.cancel")}</button>
          </form>
        ) : (
          <>
            <button type="button" class="small outline" onClick={() => (open.value = true)}>{t("records.newPassword")}</button>
            <button type="button" class="small outline secondary" aria-label={`${user.name}: ${t("records.remove")}`} onClick={() => void remove()}>
              {t("records.remove")}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

function AddPerson() {
  const name = useSignal("");
  const password = useSignal("");
  const role = useSignal<Role>("viewer");
  const add = async (event: Event) => {
    event.preventDefault();
    if (await run(() => api.send("POST", "/users", { name: name.value, role: role.value, password: password.value }))) {
      name.value = "";
      password.value = "";
    }
  };
  return (
    <details>
      <summary>{t("records.addPerson")}</summary>
      <form class="row" onSubmit={e => void add(e)}>
        <label>
          {t("records.name")}
          <input required pattern="[A-Za-z0-9][A-Za-z0-9._@\-]{0,63}" autoComplete="off" value={name.value} onInput={e => (name.value = e.currentTarget.value)} />
        </label>
        <label>
          {t("records.password")}
          <input type="password" required minLength={8} maxLength={200} autoComplete="new-password" value={password.value} onInput={e => (password.value = e.currentTarget.value)} />
          <small>{t("records.passwordHint")}</small>
        </label>
        <label>
          {t("records.role")}
          <RolePick role={role.value} label={t("records.role")} pick={r => (role.value = r)} />
        </label>
        <button type="submit">{t("records.add")}</button>
      </form>
    </details>
  );
}

/** What a browser calls itself, as far as people know it. */
export function browserName(agent: string): string {
  const name = /(Firefox|Edg|OPR|Chrome|Chromium|Safari)\/(\d+)/.exec(agent);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent);
  return name === null ? agent.slice(0, 60) : `${name[1] === "Edg" ? "Edge" : name[1]} ${name[2]}${system === null ? "" : `, ${system[1]}`}`;
}

function BrowserRow({ browser: b }: { browser: Browser }) {
  const mine = b.id === me.value?.session;
  const end = async () => {
    if (await confirm({ level: "C1", text: t("records.endAsk", { name: b.user }), yes: t("records.end") })) {
      await run(() => api.send("DELETE", `/sessions/${encodeURIComponent(b.id)}`));
    }
  };
  return (
    <tr>
      <th scope="row">{b.user}</th>
      <td>{b.from}</td>
      <td title={b.agent}>{browserName(b.agent)}</td>
      <td title={time(b.began)}>{ago(b.began)}</td>
      <td title={time(b.used)}>{ago(b.used)}</td>
      <td class="actions">
        {mine ? (
          <mark>{t("records.you")}</mark>
        ) : (
          <button type="button" class="small outline secondary" aria-label={`${b.user}: ${t("records.end")}`} onClick={() => void end()}>
            {t("records.end")}
          </button>
        )}
      </td>
    </tr>
  );
}

function AddToken() {
  const name = useSignal("");
  const role = useSignal<Role>("viewer");
  const days = useSignal("90");
  const made = useSignal("");
  const copied = useSignal(false);
  const add = async (event: Event) => {
    event.preventDefault();
    await run(async () => {
      const body = { name: name.value, role: role.value, days: days.value === "" ? null : Number(days.value) };
      made.value = (await api.send<{ token: string }>("POST", "/tokens", body)).token;
      name.value = "";
      copied.value = false;
    });
  };
  return (
    <>
      {made.value !== "" && (
        <div class="told good once" role="status">
          <strong>{t("records.tokenOnce")}</strong>
          <p>
            <code>{made.value}</code>
          </p>
          <div class="row">
            <button type="button" class="small" onClick={() => void copy(made.value).then(() => (copied.value = true))}>
              {t(`records.${copied.value ? "copied" : "copy"}`)}
            </button>
            <button type="button" class="small outline" onClick={() => (made.value = "")}>{t("records.close")}</button>
          </div>
        </div>
      )}
      <details>
        <summary>{t("records.addToken")}</summary>
        <form class="row" onSubmit={e => void add(e)}>
          <label>
            {t("records.name")}
            <input required maxLength={64} value={name.value} onInput={e => (name.value = e.currentTarget.value)} />
          </label>
          <label>
            {t("records.role")}
            <RolePick role={role.value} label={t("records.role")} pick={r => (role.value = r)} />
          </label>
          <label>
            {t("records.days")}
            <input type="number" min={1} max={3650} value={days.value} onInput={e => (days.value = e.currentTarget.value)} />
          </label>
          <button type="submit">{t("records.add")}</button>
        </form>
      </details>
    </>
  );
}

function TokenRow({ token }: { token: Token }) {
  const revoke = async () => {
    if (await confirm({ level: "C2", title: t("records.revoke"), text: t("records.revokeAsk", { name: token.name }), yes: t("records.revoke") })) {
      await run(() => api.send("DELETE", `/tokens/${encodeURIComponent(token.id)}`));
    }
  };
  return (
    <tr>
      <th scope="row">{token.name}</th>
      <td>{t(`records.${token.role}`)}</td>
      <td>{token.by}</td>
      <td title={time(token.made)}>{ago(token.made)}</td>
      <td>{token.ends === null ? t("records.noEnd") : time(token.ends)}</td>
      <td class="actions">
        <button type="button" class="small outline secondary" aria-label={`${token.name}: ${t("records.revoke")}`} onClick={() => void revoke()}>
          {t("records.revoke")}
        </button>
      </td>
    </tr>
  );
}


type Head = "name" | "role" | "changed" | "fromAddress" | "browser" | "began" | "used" | "madeBy" | "made" | "ends";
const Table = ({ heads, children }: { heads: readonly Head[]; children: preact.ComponentChildren }) => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          {heads.map(h => (
            <th key={h} scope="col">{t(`records.${h}`)}</th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

/** Who may come in: people, their browsers, programs. */
export function Access() {
  const administrator = me.value?.role === "administrator";
  useEffect(() => {
    if (administrator) {
      void run(() => Promise.resolve());
    }
  }, [administrator]);
  if (!administrator) {
    return (
      <div class="work access">
        <h1>{t("access.title")}</h1>
        <p class="empty">{t("records.adminOnly")}</p>
      </div>
    );
  }
  return (
    <div class="work access">
      <h1>{t("access.title")}</h1>
      <Answer told={told.value} />
      <h2>{t("records.people")}</h2>
      <Table heads={["name", "role", "changed"]}>{users.value.map(u => <Person key={u.name} user={u} />)}</Table>
      <AddPerson />
      <h2>{t("records.browsers")}</h2>
      <Table heads={["name", "fromAddress", "browser", "began", "used"]}>{browsers.value.map(b => <BrowserRow key={b.id} browser={b} />)}</Table>
      <h2>{t("records.tokens")}</h2>
      <p class="muted">{t("records.tokenHint")}</p>
      {tokens.value.length === 0 ? <p>{t("records.noTokens")}</p> : <Table heads={["name", "role", "madeBy", "made", "ends"]}>{tokens.value.map(token => <TokenRow key={token.id} token={token} />)}</Table>}
      <AddToken />
    </div>
  );
}
