import { useEffect } from "preact/hooks";
import { api, outcome } from "../api/client.ts";
import { me, signedIn } from "../api/me.ts";
import { Follower } from "../api/stream.ts";
import { watchConfig } from "../changes/banner.tsx";
import { Door } from "../door/door.tsx";
import { Dialogs } from "../part/dialog.tsx";
import { Notes } from "../part/note.tsx";
import { t } from "../text/index.ts";
import { Banners } from "./banners.tsx";
import { Header } from "./header.tsx";
import { listen } from "./keyboard.ts";
import { Rail } from "./rail.tsx";
import { Stage } from "./stage.tsx";
import { Title } from "./title.tsx";

/** The whole console: the door for whoever is unknown, else rail, header and one screen. */
export function App() {
  useEffect(() => {
    void outcome(api.GET("/api/v1/me")).then((asked) => {
      if (asked.ok) signedIn(asked.data, false);
      else if (me.value === undefined) me.value = null;
    });
  }, []);
  if (me.value === undefined) return <div class="waiting" aria-busy="true" />;
  return me.value === null ? <Door /> : <Console key={me.value.name} />;
}

function Console() {
  useEffect(() => {
    const follower = new Follower().start();
    const deaf = listen();
    const unwatch = watchConfig();
    return () => {
      deaf();
      unwatch();
      follower.stop();
    };
  }, []);
  return (
    <div class="console">
      <a class="skip" href="#main" onClick={(e) => (e.preventDefault(), document.getElementById("main")?.focus())}>{t("nav.skip")}</a>
      <Rail />
      <div class="body">
        <Header />
        <Banners />
        <main id="main" tabIndex={-1}><Stage /></main>
      </div>
      <Title />
      <Notes />
      <Dialogs />
    </div>
  );
}
