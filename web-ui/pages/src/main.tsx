import "./style/layers.css";
import { render } from "preact";
import { App } from "./frame/app.tsx";
import "./frame/theme.ts";
import { preferred, speak } from "./text/index.ts";

await speak(preferred(), false);
render(<App />, document.getElementById("app")!);
