// The screens that change things, in a real browser over a real hub. Each story is a sentence and what a person does.
// world: page(role, lang) gives a signed-in page; api(role, method, path, body) asks without a browser; check(what, truth) notes.

const seen = (locator, options) => locator.first().waitFor({ state: "visible", ...options });

async function revisionText(world) {
  const { inForce } = await world.api("editor", "GET", "/revisions");
  return world.api("editor", "GET", `/revisions/${inForce}`);
}

/** Opens the one draft there is, or the newest. */
async function draftOf(page) {
  await page.getByRole("button", { name: "See the difference and apply" }).click();
  await seen(page.getByRole("heading", { name: /^Draft \d+$/ }));
}

export const stories = {
  async "an editor changes a weight in the form, sees the difference, applies it for a minute and keeps it"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/edit?at=virtual/web&step=servers"));
    const weight = page.getByLabel("s1: Weight");
    await weight.fill("9");
    await weight.blur();
    await seen(page.getByText(/Saved in draft \d+/));
    await draftOf(page);
    await seen(page.getByText("No problems."));
    await seen(page.locator(".diff-words li", { hasText: "real server s1" }).locator("ins", { hasText: "9" }));
    await seen(page.getByText("new connections only"));
    await page.getByLabel("Why (the others read this)").fill("s1 has more memory now");
    await page.getByRole("button", { name: "Apply, and return after 60 s unless confirmed" }).click();
    await seen(page.getByText(/is on trial\. It goes back to revision 1 in [01]:\d\d/));
    world.check("the trial is in force", (await revisionText(world)).includes("weight = 9"));
    await page.getByRole("button", { name: "Keep it" }).click();
    await seen(page.getByText(/Revision 2 stays/));
    await page.getByRole("button", { name: "History" }).click();
    await seen(page.getByRole("row").filter({ hasText: "s1 has more memory now" }));
    const text = await revisionText(world);
    world.check("comments survive", text.includes("# kept"));
    world.check("other lines are as they were", text.includes("scheduler = wlc"));
  },

  async "what nobody confirms goes back, and the page says so"(world) {
    const before = await revisionText(world);
    const page = await world.page("editor");
    await page.goto(world.at("/edit?at=virtual/web&step=extras"));
    await page.getByLabel("Scheduler", { exact: true }).selectOption("rr");
    await seen(page.getByText(/Saved in draft \d+/));
    await draftOf(page);
    await page.getByLabel("Seconds until it returns").fill("5");
    await page.getByRole("button", { name: "Apply, and return after 5 s unless confirmed" }).click();
    await seen(page.getByText(/is on trial/));
    await seen(page.getByText(/Nobody confirmed in time/));
    world.check("the file is the old one", (await revisionText(world)) === before);
  },

  async "a fault in the text is shown at its line, and the file cannot be applied"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/edit?view=text"));
    const area = page.getByRole("textbox", { name: "lvs.cf" });
    const text = await area.inputValue();
    await area.fill(text.replace("scheduler = wlc", "scheduler = nonsense"));
    await page.getByRole("button", { name: "Save in the draft" }).click();
    const line = text.split("\n").findIndex(l => l.includes("scheduler = wlc")) + 1;
    await seen(page.getByRole("button", { name: `line ${line}` }));
    await draftOf(page);
    await seen(page.getByText("The file cannot be taken into use"));
    world.check("apply is disabled", await page.getByRole("button", { name: "Apply", exact: true }).isDisabled());
    await page.getByRole("link", { name: `line ${line}` }).click();
    await seen(page.locator(".field", { hasText: "nonsense" }).getByRole("alert"));
    await page.goto(world.at("/changes"));
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await seen(page.getByText("No draft is open."));
  },

  async "an earlier file is put in force again after its number was typed"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/changes?tab=history"));
    const first = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "1", exact: true }) });
    await first.getByRole("button", { name: "Put in force again" }).click();
    const dialog = page.getByRole("dialog");
    const yes = dialog.getByRole("button", { name: "Put in force again" });
    world.check("not before the number is typed", await yes.isDisabled());
    await dialog.getByRole("textbox").first().fill("1");
    await yes.click();
    await seen(page.getByText("Applied."));
    world.check("the first file is in force", (await revisionText(world)).includes("weight = 7"));
  },

  async "a draft that was overtaken is put on the revision in force"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/edit?at=virtual/web&step=extras"));
    await page.getByLabel("Sorry server", { exact: true }).fill("127.0.0.99");
    await page.getByLabel("Sorry server", { exact: true }).blur();
    await seen(page.getByText(/Saved in draft \d+/));
    const other = (await revisionText(world)).replace("weight = 7", "weight = 3");
    await world.api("editor", "POST", "/revisions", { text: other, reason: "somebody else" });
    await page.goto(world.at("/changes"));
    await page.getByRole("button", { name: /Put my changes on revision/ }).click();
    await seen(page.getByText(/Your changes are on revision/));
    await seen(page.locator(".diff-words li", { hasText: "127.0.0.99" }));
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    await seen(page.getByText("Applied."));
    const text = await revisionText(world);
    world.check("both changes are there", text.includes("weight = 3") && text.includes("sorry_server = 127.0.0.99"));
  },

  async "a new service is switched off until somebody starts it, and leaving keeps the draft"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/edit?new=virtual"));
    const form = page.locator(".new-service").first();
    await form.getByLabel("Name", { exact: true }).fill("shop");
    await form.getByLabel("Address", { exact: true }).fill("127.0.0.77");
    await form.getByLabel("Interface", { exact: true }).fill("lo:7");
    await form.getByRole("button", { name: "Create in a draft" }).click();
    await seen(page.getByRole("heading", { name: "shop" }));
    await seen(page.getByText("It is switched off."));
    await page.goto(world.at("/changes"));
    await seen(page.locator(".diff-words li", { hasText: "virtual service shop" }));
    const { drafts } = await world.api("editor", "GET", "/drafts");
    const { text } = await world.api("editor", "GET", `/drafts/${drafts.at(-1).number}`);
    world.check("it is off in the draft", /virtual shop \{\s+active = 0/.test(text));
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await seen(page.getByText("No draft is open."));
  },

  async "the checks of a draft are tried before they count"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/edit?at=virtual/web&step=checks"));
    await page.getByRole("button", { name: "Try on all servers" }).click();
    await seen(page.locator(".tried li.passed", { hasText: "web/s1" }));
    world.check("every server has answered", (await page.locator(".tried li").count()) >= 2);
  },

  async "a viewer sees no button that changes something, and is refused"(world) {
    const page = await world.page("viewer");
    for (const path of ["/changes", "/changes?tab=history", "/directors", "/records", "/access"]) {
      await page.goto(world.at(path));
      await seen(page.getByRole("heading", { level: 1 }));
      for (const name of [/^Apply/, /^New draft/, /^Discard/, /^Put in force/, /^Restore/, /^Give the role/, /maintenance here$/, /^Add/, /^Make a token/]) {
        world.check(`${path} has no ${name}`, (await page.getByRole("button", { name }).count()) === 0);
      }
    }
    const refused = await world.status("viewer", "POST", "/drafts", { revision: 0 });
    world.check(`a draft is refused: ${refused}`, refused === 403);
  },

  async "scripts in names stay text"(world) {
    const page = await world.page("editor");
    let alarmed = false;
    page.on("dialog", dialog => {
      alarmed = true;
      void dialog.dismiss();
    });
    await page.goto(world.at("/edit"));
    await seen(page.getByRole("link", { name: "<b>mail</b>" }));
    await page.getByRole("link", { name: "<b>mail</b>" }).click();
    await page.goto(`${page.url()}&step=servers`);
    await seen(page.getByText("<script>alert(1)</script>"));
    world.check("nothing ran", !alarmed);
  },

  async "records are filtered, their address shows them again, and they are exported"(world) {
    const page = await world.page("editor");
    await page.goto(world.at("/records"));
    await seen(page.getByRole("row").nth(2));
    await page.getByLabel("Object, person or text").fill("somebody else");
    await page.waitForURL(/q=somebody/);
    const shown = await page.getByRole("row").count();
    const again = await world.page("editor");
    await again.goto(page.url());
    await seen(again.getByRole("row").nth(1));
    world.check("the link reproduces the view", (await again.getByRole("row").count()) === shown);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as JSON lines" }).click();
    world.check("the export has a name", (await download).then === undefined && (await download).suggestedFilename() === "arapaima.jsonl");
  },

  async "a token is shown once and revoked"(world) {
    const page = await world.page("administrator");
    await page.goto(world.at("/access"));
    await page.getByText("Make a token").click();
    await page.getByLabel("Name").last().fill("my scripts");
    await page.getByRole("button", { name: "Add" }).last().click();
    await seen(page.getByText(/arapaima_/));
    await page.getByRole("button", { name: "Close" }).click();
    world.check("it is gone", (await page.getByText(/arapaima_/).count()) === 0);
    await page.getByRole("button", { name: "my scripts: Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "my scripts: Revoke" }).waitFor({ state: "detached" });
  },

  async "every screen stands in both languages without serious findings of axe"(world) {
    const paths = [
      "/changes", "/changes?tab=history", "/edit", "/edit?at=virtual/web&step=publish", "/edit?at=virtual/web&step=answers",
      "/edit?at=virtual/web&step=servers", "/edit?at=virtual/web&step=checks", "/edit?at=virtual/web&step=extras", "/edit?at=virtual/web&step=other",
      "/edit?at=top&step=mail", "/edit?view=text", "/directors", "/records", "/access", "/records?tab=mail", "/records?tab=about",
    ];
    for (const lang of ["en", "ja"]) {
      const page = await world.page("administrator", lang);
      for (const path of paths) {
        await page.goto(world.at(path));
        await seen(page.getByRole("heading", { level: 1 }));
        await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
        await page.waitForTimeout(300);
        const findings = await world.axe(page);
        world.check(`${lang} ${path}: ${findings.join("; ")}`, findings.length === 0);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        world.check(`${lang} ${path} is ${wide} px too wide`, wide <= 0);
      }
    }
  },
};
