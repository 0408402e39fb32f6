import { expect, test } from "vitest";
import { sides } from "../src/form/sides.ts";

test("lines that go and lines that come stand side by side", () => {
  expect(sides(["@@ -1,3 +1,4 @@", " a", "-b", "+B", "+C", " d"])).toEqual([
    { left: "@@ -1,3 +1,4 @@", right: "@@ -1,3 +1,4 @@", kind: "hunk" },
    { left: "a", right: "a", kind: "same" },
    { left: "b", right: "B", kind: "changed" },
    { left: "", right: "C", kind: "changed" },
    { left: "d", right: "d", kind: "same" },
  ]);
});
