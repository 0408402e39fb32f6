import { expect, test } from "vitest";
import { fewer } from "../src/chart/past.ts";

test("no peak is lost when numbers are drawn in fewer places, and a gap stays one", () => {
  expect(fewer([1, 9, 2, null, null, null, 4, null, 3], 3)).toEqual([9, null, 4]);
  expect(fewer([1, null], 60)).toEqual([1, null]);
  expect(fewer([], 60)).toEqual([]);
});
