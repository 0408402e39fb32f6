import { expect, test } from "vitest";
import { alarm, type Pair, partnerRole } from "../src/directors/alarm.ts";

const partner = (state: string) => ({ name: "backup 10.0.0.2", state, serial: 1, paths: [] });
const pair = (role: Pair["role"], ...states: string[]): Pair => ({
  name: "primary 10.0.0.1", role, since: "2026-12-01T00:00:00Z", cause: "", heartbeat: null, partners: states.map(partner), troubles: [],
});

test("two active directors, or none, are one red sentence", () => {
  expect(alarm(pair("active", "active"))).toBe("redBoth");
  expect(alarm(pair("standby", "standby, in maintenance by anna"))).toBe("redNone");
  expect(alarm(pair("standby"))).toBe("redNone");
  expect(alarm(pair("active", "standby"))).toBeUndefined();
  expect(alarm(pair("standby", "active"))).toBeUndefined();
  expect(alarm(pair("active"))).toBeUndefined();
});

test("who is not heard is no proof of anything", () => {
  expect(alarm(pair("active", "silent"))).toBe("redSilent");
  expect(alarm(pair("active", "never heard"))).toBe("redSilent");
  expect(alarm(pair("unknown", "silent"))).toBe("redSilent");
  expect(["active", "standby, cut off", "gone", "dead"].map(s => partnerRole(partner(s)))).toEqual(["active", "standby", "silent", "silent"]);
});
