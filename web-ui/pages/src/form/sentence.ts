import type { Block } from "./tree.ts";
import { value } from "./tree.ts";

/** One sentence of the growing description: a key of the editor's dictionary, and what stands in it. */
export interface Said {
  readonly key:
    | "sentenceAddress" | "sentenceMark" | "sentenceNoAddress" | "sentenceServers" | "sentenceNoServers" | "sentenceOff"
    | "sentenceCheck" | "sentencePlain" | "sentenceSorry" | "sentenceFailover";
  readonly values: Readonly<Record<string, string | number>>;
}

/** Puts a service into words, as far as it is written. */
export function sentences(block: Block): Said[] {
  const of = (keyword: string) => value(block, keyword);
  const said: Said[] = [];
  const name = block.name;
  const mark = of("fwmark");
  const address = of("address")?.split(" ")[0];
  if (mark !== undefined && mark !== "0") {
    said.push({ key: "sentenceMark", values: { name, mark } });
  } else if (address === undefined || address === "0.0.0.0") {
    said.push({ key: "sentenceNoAddress", values: { name } });
  } else {
    const shown = address.includes(":") ? `[${address}]` : address;
    said.push({ key: "sentenceAddress", values: { name, address: shown, port: of("port") ?? "80", protocol: of("protocol") ?? "tcp" } });
  }
  if (block.kind === "failover") {
    said.push({ key: "sentenceFailover", values: { name } });
  } else {
    const count = block.blocks.filter(b => value(b, "active") === "1").length;
    said.push(
      count === 0
        ? { key: "sentenceNoServers", values: {} }
        : { key: "sentenceServers", values: { count, scheduler: of("scheduler") ?? "wlc" } },
    );
  }
  const check = of("check");
  const interval = of("check_interval") ?? of("timeout") ?? "10";
  said.push(
    check === undefined
      ? { key: "sentencePlain", values: {} }
      : { key: "sentenceCheck", values: { check, interval: /^[\d.]+$/.test(interval) ? `${interval} s` : interval } },
  );
  const sorry = of("sorry_server");
  if (sorry !== undefined) {
    said.push({ key: "sentenceSorry", values: { address: sorry } });
  }
  if (of("active") !== "1") {
    said.push({ key: "sentenceOff", values: {} });
  }
  return said;
}
