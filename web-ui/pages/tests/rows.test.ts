import { expect, test } from "vitest";
import { addressOf, chosen, csv, different, filterOf, jsonLines, ofAudit, ofEvent } from "../src/records/rows.ts";

const event = ofEvent({ seq: 1, at: "2026-12-01T03:00:00Z", kind: "verdict", subject: "web/s1", was: "up", now: "down", why: "refused", effect: "1 of 2 left", actor: "" });
const audit = ofAudit({
  seq: 9, at: "2026-12-01T04:00:00Z", who: "jane", role: "EDITOR", program: "web-ui", from: "192.0.2.7", action: "Apply", object: "lvs.cf",
  was: "revision 1", now: "revision 2", reason: "=1+1", result: "REFUSED", answer: ['no, "never"'],
});

test("a view is an address, and an address a view", () => {
  const filter = filterOf(new URLSearchParams("source=audit&q=a%26b&who=jane&nonsense=1"));
  expect(addressOf(filter)).toBe("/records?source=audit&q=a%26b&who=jane");
  expect(filterOf(new URLSearchParams(addressOf(filter).split("?")[1]))).toEqual(filter);
  expect(addressOf(filterOf(new URLSearchParams("source=evil")))).toBe("/records");
});

test("the newest is first, and each filter leaves what it says", () => {
  const all = [event, audit];
  const pick = (words: string) => chosen(all, filterOf(new URLSearchParams(words))).map(e => e.seq);
  expect(pick("")).toEqual([9, 1]);
  expect(pick("source=event")).toEqual([1]);
  expect(pick("who=jane")).toEqual([9]);
  expect(pick("result=refused")).toEqual([9]);
  expect(pick("kind=verdict")).toEqual([1]);
  expect(pick("q=LEFT")).toEqual([1]);
  expect(pick("from=2026-12-01T03:30:00Z")).toEqual([9]);
  expect(pick("to=2026-12-01T03:00:00Z")).toEqual([1]);
  expect(different(all, e => e.who)).toEqual(["jane"]);
});

test("exports are what spreadsheets and programs read, and no formula", () => {
  const text = csv([audit]);
  expect(text).toContain(`"'=1+1; no, ""never"""`);
  expect(text.startsWith("\uFEFFat,source,seq")).toBe(true);
  expect(jsonLines([event, audit]).trimEnd().split("\n").map(l => (JSON.parse(l) as { seq: number }).seq)).toEqual([1, 9]);
});
