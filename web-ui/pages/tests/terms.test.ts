import { describe, expect, test } from "vitest";
import { AVOIDED, TERMS } from "./terms.ts";

type Dictionary = Record<string, string>;
const load = (files: Record<string, unknown>): Map<string, Dictionary> =>
  new Map(
    Object.entries(files)
      .filter(([path]) => !path.endsWith("/index.ts"))
      .map(([path, module]) => [path.replace(/^.*\/(?:en|ja)\//, ""), (module as { default: Dictionary }).default]),
  );

const en = load(import.meta.glob("../src/text/en/*.ts", { eager: true }));
const ja = load(import.meta.glob("../src/text/ja/*.ts", { eager: true }));
const holes = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(m => m[1] ?? "").sort().filter((w, i, all) => w !== all[i - 1]);
const pairs = [...en].flatMap(([file, texts]) => Object.entries(texts).map(([key, text]) => ({ file, key, en: text, ja: ja.get(file)?.[key] ?? "" })));

describe("the dictionaries", () => {
  test("have the same screens, and some", () => {
    expect([...ja.keys()].sort()).toEqual([...en.keys()].sort());
    expect(pairs.length).toBeGreaterThan(300);
  });

  test("have the same places to fill in", () => {
    expect(pairs.filter(p => holes(p.en).join() !== holes(p.ja).join()).map(p => `${p.file} ${p.key}`)).toEqual([]);
  });

  test("are in Japanese where they are to be", () => {
    const plain = pairs.filter(p => /[A-Za-z]{4}/.test(p.en.replace(/\{\w+\}/g, "")) && p.en === p.ja && p.key !== "app.name");
    expect(plain.map(p => `${p.file} ${p.key}`)).toEqual([]);
  });

  test("use one term for one thing", () => {
    const wrong = pairs.flatMap(p => TERMS.filter(t => t.en.test(p.en.replace(/\{\w+\}/g, "")) && !t.ja.some(w => p.ja.includes(w))).map(t => `${p.file} ${p.key}: no ${t.ja[0]} in ${p.ja}`));
    expect(wrong).toEqual([]);
  });

  test("avoid what has another word", () => {
    const wrong = pairs.flatMap(p => AVOIDED.filter(([bad]) => bad.test(p.ja)).map(([, good]) => `${p.file} ${p.key}: write ${good}: ${p.ja}`));
    expect(wrong).toEqual([]);
  });

  test("have no text that no page shows", () => {
    const source = Object.values(import.meta.glob(["../src/**/*.{ts,tsx}", "!../src/text/**", "!../src/**/*.test.ts"], { eager: true, query: "?raw", import: "default" })).join("\n");
    const shown = (key: string) => {
      const own = key.slice(key.indexOf(".") + 1);
      return source.includes(`"${key}"`) || source.includes(`"${own}"`) || /^(step|scheduler|tried|picture)_|^kind[A-Z]|(May|Needs)$/.test(own) || source.includes(` ${own}: {`);
    };
    const own = ["changes.ts", "directors.ts", "editor.ts", "records.ts"];
    expect(pairs.filter(p => own.includes(p.file) && !shown(p.key)).map(p => `${p.file} ${p.key}`)).toEqual([]);
  });

  test("end a sentence in both languages or in none", () => {
    const wrong = pairs.filter(p => /\w.*[.!]$/.test(p.en) && !p.en.endsWith("...") && !/[。!)]$/.test(p.ja));
    expect(wrong.map(p => `${p.file} ${p.key}: ${p.en} | ${p.ja}`)).toEqual([]);
  });
});
