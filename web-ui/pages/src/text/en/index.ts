import access from "./access.ts";
import action from "./action.ts";
import changes from "./changes.ts";
import chart from "./chart.ts";
import directors from "./directors.ts";
import door from "./door.ts";
import editor from "./editor.ts";
import field from "./field.ts";
import frame from "./frame.ts";
import nodes from "./nodes.ts";
import now from "./now.ts";
import part from "./part.ts";
import records from "./records.ts";
import service from "./service.ts";
import services from "./services.ts";

/** All English texts, a file for each screen. */
export const en = { ...frame, ...part, ...door, ...now, ...services, ...service, ...chart, ...nodes, ...changes, ...editor, ...directors, ...records, ...access, ...action, ...field };
