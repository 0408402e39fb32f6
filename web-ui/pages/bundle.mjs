// Bundles the pages and compresses them. bundle.mjs --outDir FOLDER
import { execFileSync } from "node:child_process";
import { build } from "vite";

const at = process.argv.indexOf("--outDir");
const outDir = at > 0 ? process.argv[at + 1] : "dist";
await build({ build: { outDir }, logLevel: "warn" });
execFileSync(process.execPath, ["compress.mjs", outDir], { stdio: "inherit" });
