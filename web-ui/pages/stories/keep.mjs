// The stand, until Ctrl-C. keep.mjs [PORT]
import { stand } from "./stand.mjs";

const here = await stand(Number(process.argv[2] ?? 13636));
console.log(`${here.address}  one-time code ${here.code}  ${here.folder}`);
process.once("SIGINT", () => void here.stop().then(() => process.exit(0)));
process.once("SIGTERM", () => void here.stop().then(() => process.exit(0)));
setInterval(() => {}, 60_000);
