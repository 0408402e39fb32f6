import { Component, type ComponentChildren, type FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { director, link } from "../api/live.ts";
import { t } from "../text/index.ts";
import { place, route, type Screen } from "./router.ts";

/** Each screen is a part of its own, loaded when it is first looked at. */
const screens: Record<Screen, () => Promise<FunctionComponent>> = {
  now: () => import("../now/index.tsx").then((m) => m.Now),
  services: () => import("../services/index.tsx").then((m) => m.Services),
  service: () => import("../service/index.tsx").then((m) => m.Service),
  nodes: () => import("../nodes/index.tsx").then((m) => m.Nodes),
  changes: () => import("../changes/index.tsx").then((m) => m.Changes),
  editor: () => import("../editor/index.tsx").then((m) => m.Editor),
  directors: () => import("../directors/index.tsx").then((m) => m.Directors),
  records: () => import("../records/index.tsx").then((m) => m.Records),
  access: () => import("../access/index.tsx").then((m) => m.Access),
};

/** The screen that the address line points to. */
export function Stage() {
  const wanted = route.value.screen;
  const [loaded, setLoaded] = useState<{ name: Screen; screen: FunctionComponent } | "failed" | null>(null);
  useEffect(() => {
    let current = true;
    screens[wanted]().then(
      (screen) => current && setLoaded({ name: wanted, screen }),
      () => current && setLoaded("failed"),
    );
    return () => void (current = false);
  }, [wanted]);
  useEffect(() => window.scrollTo(0, 0), [place.value]);
  if (director.value === null && link.value?.connected === false) return <p class="empty">{t("frame.neverHeard")}</p>;
  if (loaded === "failed") return <Failed />;
  if (loaded === null || loaded.name !== wanted) return <div class="waiting" aria-busy="true" />;
  return <Fence key={place.value}><loaded.screen /></Fence>;
}

function Failed() {
  return (
    <section class="empty">
      <p>{t("load.failed")}</p>
      <button type="button" onClick={() => location.reload()}>{t("load.again")}</button>
    </section>
  );
}

/** A screen that breaks does not take the frame with it. */
class Fence extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ broken: true });
  }

  render() {
    return this.state.broken ? <Failed /> : this.props.children;
  }
}
