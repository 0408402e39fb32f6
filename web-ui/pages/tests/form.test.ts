import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkChoice, checkNames } from "../src/form/checks.ts";
import { edit, newService } from "../src/form/edits.ts";
import { placed, stepOf } from "../src/form/fields.ts";
import { Catalogue, fault, type Keyword } from "../src/form/keywords.ts";
import { merge } from "../src/form/merge.ts";
import { additions, free, pasted } from "../src/form/paste.ts";
import { sentences } from "../src/form/sentence.ts";
import { at, type BlockKind, find, readTree, textOf, value, words } from "../src/form/tree.ts";
import { change, waits, worst } from "../src/form/words.ts";
import titles from "../src/text/en/field.ts";

const FILE = `# our site
serial_no = 1
primary = 10.0.0.1   # the left one
virtual web {
     active = 1
     address = 10.0.0.5 eth0:1
     send = "GET / HTTP/1.0\\r\\n\\r\\n"
     colour = blue
     server s1 {
         address = 10.0.0.11
         active = 1
     }
     server "s 2" {
         address = 10.0.0.12
     }
}
failover ftp {
     active = 0
}
`;

describe("the tree", () => {
  const tree = readTree(FILE);

  test("has blocks, values and lines", () => {
    expect(tree.blocks.map(b => `${b.kind} ${b.name} ${b.line}-${b.last}`)).toEqual(["virtual web 4-16", "failover ftp 17-19"]);
    expect(value(tree, "primary")).toBe("10.0.0.1");
    expect(value(find(tree, ["virtual", "web"]), "address")).toBe("10.0.0.5 eth0:1");
    expect(value(find(tree, ["virtual", "web"]), "send")).toBe("GET / HTTP/1.0\\r\\n\\r\\n");
    expect(value(find(tree, ["virtual", "web", "server", "s 2"]), "address")).toBe("10.0.0.12");
    expect(find(tree, ["virtual", "nobody"])).toBeUndefined();
  });

  test("knows what stands on a line", () => {
    expect(at(tree, 10)).toEqual({ path: ["virtual", "web", "server", "s1"], keyword: "address" });
    expect(at(tree, 5)).toEqual({ path: ["virtual", "web"], keyword: "active" });
    expect(at(tree, 2)).toEqual({ path: [], keyword: "serial_no" });
  });

  test("shows a block as it is written", () => {
    const ftp = find(tree, ["failover", "ftp"]);
    expect(ftp && textOf(FILE, ftp)).toBe("failover ftp {\n     active = 0\n}");
  });

  test("reads words as the director does", () => {
    expect(words("expect = #ok")).toEqual(["expect", "=", "#ok"]);
    expect(words('a = "b c" # d')).toEqual(["a", "=", "b c"]);
    expect(words("a = 'it\\'s' ")).toEqual(["a", "=", "it\\'s"]);
    expect(words("  # nothing")).toEqual([]);
    expect(words('a = "open')).toBeNull();
    expect(words("} # end")).toEqual(["}"]);
  });

  test("survives what is no file", () => {
    expect(readTree("virtual a {\n virtual b {\n}").blocks.map(b => b.name)).toEqual(["a", "b"]);
    expect(readTree("server x {\n a = 1\n}\nb = 2").lines.map(l => l.keyword)).toEqual(["b"]);
  });
});

test("a field asks for what was changed alone", () => {
  expect(edit(["virtual", "web"], "port", "80", "80")).toEqual([]);
  expect(edit(["virtual", "web"], "port", undefined, " ")).toEqual([]);
  expect(edit(["virtual", "web"], "port", "80", "")).toEqual([{ op: "unset", path: ["virtual", "web"], keyword: "port" }]);
  expect(edit([], "primary", undefined, "10.0.0.1")).toEqual([{ op: "set", path: [], keyword: "primary", value: "10.0.0.1" }]);
});

test("a new service is switched off unless it is to start", () => {
  const off = newService("virtual", "shop", { port: "443", address: "" }, false);
  expect(off).toContainEqual({ op: "set", path: ["virtual", "shop"], keyword: "active", value: "0" });
  expect(off).toHaveLength(3);
  expect(newService("virtual", "shop", {}, true)).toContainEqual({ op: "set", path: ["virtual", "shop"], keyword: "active", value: "1" });
});

test("a list of servers is read", () => {
  const { servers, left } = pasted("web1 10.0.0.11:8080 3\n10.0.0.12\n[2001:db8::1]:81\nfe80::1, 2\nnonsense\ns1 10.0.0.9", ["s1"]);
  expect(servers).toEqual([
    { name: "web1", address: "10.0.0.11", port: "8080", weight: "3" },
    { name: "s2", address: "10.0.0.12", port: "", weight: "" },
    { name: "s3", address: "2001:db8::1", port: "81", weight: "" },
    { name: "s4", address: "fe80::1", port: "", weight: "2" },
  ]);
  expect(left).toEqual(["nonsense", "s1 10.0.0.9"]);
  expect(additions(["virtual", "web"], servers.slice(1, 2))).toHaveLength(3);
  expect(free(new Set(["s1", "s2"]))).toBe("s3");
});

test("the check is read as a form needs it", () => {
  expect(checkChoice(undefined)).toEqual({ kind: "piranha" });
  expect(checkChoice("http")).toEqual({ kind: "one", name: "http" });
  expect(checkNames("all(connect, any(http every 5, 2 of (dns, smtp, ntp)))")).toEqual(["connect", "http", "dns", "smtp", "ntp"]);
});

const keyword = (name: string, places: BlockKind[], more: Partial<Keyword> = {}): Keyword => ({
  name, places, check: "", kind: "text", unit: "", least: null, greatest: null, choices: [], defaultValue: null, example: "", origin: "new",
  en: { value: "", byDefault: "", meaning: "" }, ja: { value: "", byDefault: "", meaning: "" }, ...more,
});

test("every other keyword stays visible", () => {
  const catalogue = new Catalogue([
    keyword("active", ["virtual"]), keyword("quorum_up", ["virtual"]), keyword("http_path", ["virtual"], { check: "http" }),
  ]);
  const web = find(readTree(FILE), ["virtual", "web"]);
  const others = catalogue.others("virtual", web, ["http_path"]);
  expect(others.known.map(k => k.name)).toEqual(["quorum_up"]);
  expect(others.unknown).toEqual(["colour"]);
  expect(catalogue.options("virtual", ["http"]).map(k => k.name)).toEqual(["http_path"]);
});

test("numbers are judged at once", () => {
  const port = keyword("weight", ["server"], { kind: "number", least: 1, greatest: 10 });
  expect(["", "5", "x", "0", "11"].map(t => fault(port, t))).toEqual([undefined, undefined, "notNumber", "tooSmall", "tooGreat"]);
  expect(fault(keyword("send", ["virtual"]), "a\nb")).toBe("oneLine");
});

describe("two changes of one file", () => {
  const base = "a\nb\nc\nd\ne\n";

  test("go together where they do not touch", () => {
    expect(merge(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n")).toEqual({ text: "a\nB\nc\nd\nE\nf\n", conflicts: [] });
    expect(merge(base, base, "x\n")).toEqual({ text: "x\n", conflicts: [] });
    expect(merge(base, "a\nB\nc\nd\ne\n", "a\nB\nc\nd\ne\n").conflicts).toEqual([]);
    expect(merge(base, "0\na\nb\nc\nd\ne\n", "a\nb\nd\ne\n")).toEqual({ text: "0\na\nb\nd\ne\n", conflicts: [] });
  });

  test("are told where they do", () => {
    const merged = merge(base, "a\nmine\nc\nd\ne\n", "a\ntheirs\nc\nd\ne\n");
    expect(merged.text).toBe("a\nmine\nc\nd\ne\n");
    expect(merged.conflicts).toEqual([{ line: 2, mine: ["mine"], theirs: ["theirs"] }]);
  });
});

describe("the director's sentences", () => {
  test("become rows", () => {
    expect(change("virtual web: scheduler wlc -> rr")).toMatchObject({
      group: "changed", path: ["virtual", "web"], keyword: "scheduler", was: "wlc", now: "rr", effect: "new",
    });
    expect(change("virtual web: server s1: weight 1 -> 2")).toMatchObject({ path: ["virtual", "web", "server", "s1"], effect: "new" });
    expect(change("virtual web: server s1 removed")).toMatchObject({ group: "removed", path: ["virtual", "web", "server", "s1"], effect: "cut" });
    expect(change("failover ftp added")).toMatchObject({ group: "added", path: ["failover", "ftp"], effect: "new" });
    expect(change("keepalive 100ms -> 6")).toMatchObject({ path: [], keyword: "keepalive", effect: "none" });
    expect(change("virtual web: port 80 -> 81")).toMatchObject({ effect: "cut" });
    expect(change("virtual web: active 1 -> 0")).toMatchObject({ effect: "cut" });
    expect(change("the file is UTF-8 now")).toMatchObject({ group: "other" });
  });

  test("say the worst and when a trial ends", () => {
    expect(worst([change("keepalive 1 -> 6"), change("virtual web removed")])).toBe("cut");
    const waiting = waits("revision 3, applied by anna, waits for its confirmation until 2026-12-01T03:12:44Z; lvsctl confirm keeps it, lvsctl rollback 2 takes it back now");
    expect(waiting).toEqual({ until: new Date("2026-12-01T03:12:44Z"), back: 2 });
    expect(waits("")).toBeUndefined();
  });
});

test("a service is put into words", () => {
  const web = find(readTree(FILE), ["virtual", "web"]);
  expect(web && sentences(web).map(s => s.key)).toEqual(["sentenceAddress", "sentenceServers", "sentencePlain"]);
  const ftp = find(readTree(FILE), ["failover", "ftp"]);
  expect(ftp && sentences(ftp).map(s => s.key)).toEqual(["sentenceNoAddress", "sentenceFailover", "sentencePlain", "sentenceOff"]);
});

describe("docs/web-ui.md", () => {
  const rows = readFileSync(new URL("../../../docs/web-ui.md", import.meta.url), "utf8").split("\n")
    .map(line => line.split("|").map(cell => cell.trim()))
    .filter(cells => /^`[a-z_]+`$/.test(cells[cells.length - 4] ?? ""));

  test("names the page of each of Piranha's and ILUKA's fields as the form has it", () => {
    expect(rows.length).toBeGreaterThan(90);
    const kept = rows.map(cells => {
      const [name, block, page] = cells.slice(-4, -1).map(c => c.replaceAll("`", ""));
      const option = /^(http|smtp|exec|udp|dns)_/.test(name ?? "") && name !== "smtp_server" && name !== "udp_timeout";
      return `${block} ${name}: ${page} ${stepOf(block as BlockKind, name ?? "", option) === page ? "" : "WRONG"}`;
    });
    expect(kept.filter(row => row.endsWith("WRONG"))).toEqual([]);
  });

  test("and each field of the form has a title", () => {
    const kinds: BlockKind[] = ["top", "virtual", "failover", "server"];
    const missing = kinds.flatMap(kind => [...placed(kind)]).filter(name => !(`field.${name}` in titles));
    expect(missing).toEqual([]);
  });
});
