import { signal } from "@preact/signals";
import { api } from "../work/kit.tsx";
import { Catalogue, type Keyword } from "../form/keywords.ts";

/** The keywords of this director, once they are there. */
export const catalogue = signal<Catalogue>(new Catalogue([]));
/** The checks that plugins offer, with a sentence each. */
export const checkTypes = signal<readonly { readonly name: string; readonly sentence: string; readonly state: string }[]>([]);

export async function loadCatalogue(): Promise<void> {
  const [keywords, types] = await Promise.all([
    api.get<{ keywords: readonly Keyword[] }>("/keywords?checks=true"),
    // Without a check engine nobody knows what the plugins offer; everything else can be edited all the same.
    api.get<{ checkTypes: { name: string; sentence: string; state: string }[] }>("/check-types").catch(() => ({ checkTypes: [] })),
  ]);
  catalogue.value = new Catalogue(keywords.keywords);
  checkTypes.value = types.checkTypes.filter(t => t.state !== "refused" && t.state !== "hidden");
}
