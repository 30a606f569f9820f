// `watch` as a writer meets it: pages that change under the reader without a reload, problems above the last good page,
// claims marked, and everything by keyboard.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, beforeEach, test } from "node:test";
import axe from "axe-core";
import { launch } from "./browser.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.PROOFMARK ?? join(repository, "target/release/proofmark");
const study = "content/studies/lowfold.md";
const address = "/studies/lowfold/";

let root, server, origin, browser;

async function start(port = "0") {
  server = spawn(program, ["watch", "--port", port, "--today", "2026-11-21", "--editor", "true"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  const line = await new Promise((done, failed) => {
    server.stdout.once("data", (data) => done(String(data)));
    server.once("exit", () => failed(new Error("watch ended")));
  });
  origin = line.match(/http:\/\/[^/]+/)[0];
}

async function stop() {
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGINT");
  await ended;
}

/** The project as it is in the repository, in a folder of its own, with a theme whose sheet can be edited. */
async function fresh() {
  root = await mkdtemp(join(tmpdir(), "proofmark-watch-"));
  for (const name of ["site.toml", "content"]) await cp(join(repository, name), join(root, name), { recursive: true });
  await cp(join(repository, "themes/ledger/static/ledger.css"), join(root, "themes/ledger/static/ledger.css"), { recursive: true });
}

before(async () => {
  browser = await launch();
});

beforeEach(async () => {
  if (server && server.exitCode === null) await stop();
  if (root) await rm(root, { recursive: true, force: true });
  await fresh();
  await start();
});

after(async () => {
  if (server && server.exitCode === null) await stop();
  if (root) await rm(root, { recursive: true, force: true });
  await browser?.close();
});

const read = (path) => readFile(join(root, path), "utf8");
/** In one step, as editors save: half a file would be shown for a moment. */
async function write(path, text) {
  await writeFile(join(root, `${path}~`), text);
  await rename(join(root, `${path}~`), join(root, path));
}
const edit = async (path, change) => write(path, change(await read(path)));

/** A tab that counts how often a document was loaded, and what went wrong in it. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 700 }, ...options });
  const page = await context.newPage();
  page.loads = 0;
  page.noise = [];
  page.on("domcontentloaded", () => page.loads++);
  page.on("pageerror", (error) => page.noise.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.noise.push(message.text()));
  await page.goto(origin + path);
  await page.locator("proofmark-panel .tab").waitFor();
  return page;
}

const bottom = (text, words) => `${text.trimEnd()}\n\n${words}\n`;

test("an edit shows without a reload; scroll, focus and what is folded out stay", async () => {
  await edit(study, (text) => text.replace(/\n---\n\n?/, "\n---\n\n[A link to hold on to](https://lowfold.example/held)\n\n"));
  const page = await open(address);
  const link = page.getByRole("link", { name: "A link to hold on to" });
  await link.waitFor();
  await page.evaluate(() => {
    document.querySelectorAll("details").forEach((details) => (details.open = true));
    window.witness = document.querySelector("main");
    document.documentElement.style.scrollBehavior = "auto";
  });
  await link.evaluate((element) => element.focus({ preventScroll: true }));
  await page.evaluate(() => scrollTo(0, 500));
  const before = await page.evaluate(() => ({ y: scrollY, open: document.querySelectorAll("details[open]").length }));
  await edit(study, (text) => bottom(text, "A sentence that was not there before."));
  await page.getByText("A sentence that was not there before.").first().waitFor();
  const now = await page.evaluate(() => ({
    y: scrollY,
    open: document.querySelectorAll("details[open]").length,
    focus: document.activeElement.textContent,
    same: window.witness === document.querySelector("main"),
  }));
  assert.equal(page.loads, 1);
  assert.ok(now.same, "the document was replaced");
  assert.equal(before.y, 500);
  assert.equal(now.y, before.y);
  assert.equal(now.open, before.open);
  assert.equal(now.focus, "A link to hold on to");
  assert.deepEqual(page.noise, []);
  await page.context().close();
});

test("with broken front matter the page stays under the problem; mended, it clears", async () => {
  const page = await open(address);
  const heading = await page.locator("h1").innerText();
  const good = await read(study);
  await write(study, good.replace("customer:\n", "customer: [\n"));
  const bar = page.locator("proofmark-panel .bar");
  await bar.getByText("This is the last page that could be made.").waitFor();
  assert.match(await bar.innerText(), /content\/studies\/lowfold\.md:\d+:\d+/);
  assert.equal(await page.locator("h1").innerText(), heading);
  const answer = await page.request.get(origin + address);
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()["x-proofmark-last-good"], "true");
  await write(study, good);
  await bar.waitFor({ state: "hidden" });
  assert.equal((await page.request.get(origin + address)).headers()["x-proofmark-last-good"], undefined);
  assert.equal(page.loads, 1);
  await page.context().close();
});

test("a broken template keeps every page, and says where and for whom", async () => {
  const page = await open(address);
  await mkdir(join(root, "themes/ledger/templates"), { recursive: true });
  await write("themes/ledger/templates/study.html", "{% extends \"base.html\" %}\n{% block main %}\n{{ study.no.such.thing }}\n{% endblock main %}\n");
  const bar = page.locator("proofmark-panel .bar");
  await bar.getByText("This is the last page that could be made.").waitFor();
  const words = await bar.innerText();
  assert.match(words, /themes\/ledger\/templates\/study\.html:3:/);
  assert.match(words, /no\.such/);
  assert.ok((await page.locator("h1").innerText()).includes("Lowfold"));
  assert.equal(page.loads, 1);
  await page.context().close();
});

test("a style sheet is swapped alone", async () => {
  const page = await open(address);
  const before = await page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  await edit("themes/ledger/static/ledger.css", (css) => `${css}\nh1 { color: rgb(1, 2, 3) }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
  assert.notEqual(before, "rgb(1, 2, 3)");
  assert.equal(page.loads, 1);
  assert.equal(await page.locator("link[rel=stylesheet]").count(), 1);
  await page.context().close();
});

test("a page finds the server again, and learns what it missed", async () => {
  const page = await open(address);
  const port = new URL(origin).port;
  await stop();
  await page.locator("proofmark-panel .tab.offline").waitFor();
  await edit(study, (text) => bottom(text, "Written while nobody listened."));
  await start(port);
  await page.getByText("Written while nobody listened.").first().waitFor();
  await page.locator("proofmark-panel .tab:not(.offline)").waitFor();
  assert.equal(page.loads, 1);
  await page.context().close();
});

const unsupported = "Since then the office saves 31% of its paper.";
const disagreeing = "The close went [from 9 days to 4](evidence:close) in the end.";

test("claims are marked as supported, disagreeing and unsupported, and the page's bytes stay as published", async () => {
  await edit(study, (text) => bottom(text, `${unsupported}\n\n${disagreeing}`));
  const page = await open(address);
  await page.waitForFunction(() => CSS.highlights.get("proofmark-unsupported")?.size > 0);
  const marked = await page.evaluate(() =>
    Object.fromEntries(["supported", "disagrees", "unsupported"].map((state) => [state, [...CSS.highlights.get(`proofmark-${state}`)].map(String)])),
  );
  assert.ok(marked.supported.includes("4 days instead of 7"), JSON.stringify(marked));
  assert.ok(marked.supported.every((words) => !words.includes("9 days")));
  assert.ok(marked.disagrees.some((words) => words.includes("from 9 days to 4")), JSON.stringify(marked));
  assert.ok(marked.unsupported.some((words) => words.includes("31%")), JSON.stringify(marked));
  const served = await (await page.request.get(origin + address)).text();
  assert.equal(served.match(/__proofmark/g).length, 1);
  // The record behind a claim, by mouse and by keyboard.
  const box = await page.evaluate(() => {
    const range = [...CSS.highlights.get("proofmark-supported")].find((r) => String(r) === "4 days instead of 7");
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const { x, y, width, height } = range.getClientRects()[0];
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(box.x, box.y);
  await page.mouse.move(box.x + 1, box.y);
  const tip = page.locator("proofmark-panel .tip");
  await tip.getByText("Supported").waitFor();
  assert.match(await tip.innerText(), /close · measurement[\s\S]*before: 7/);
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "hidden" });
  await page.locator("h1 sup a").first().focus();
  await tip.getByText("Supported").waitFor();
  await page.context().close();
});

test("the panel is worked by keyboard, is accessible, and remembers that it was closed", async () => {
  await edit(study, (text) => bottom(text, unsupported));
  const page = await open(address);
  const panel = page.locator("proofmark-panel .panel");
  await panel.waitFor();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => axe.run({ include: [["proofmark-panel"]] }, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`), []);
  }
  const text = await panel.innerText();
  assert.match(text, /lowfold\.md:\d+:\d+/);
  assert.match(text, /explain unsupported-claim/);
  assert.match(text, /Rung/);
  await page.keyboard.press("Alt+Shift+P");
  await panel.waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.querySelector("proofmark-panel").shadowRoot.activeElement?.className.split(" ")[0]), "tab");
  await page.keyboard.press("Enter");
  await panel.waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.querySelector("proofmark-panel").shadowRoot.activeElement.className), "close");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("proofmark-panel .tab").waitFor();
  await page.locator("proofmark-panel .tab").getByText("1 error").waitFor();
  assert.ok(await panel.isHidden(), "it was closed, and opened itself");
  await page.context().close();
});

test("a rule's page opens from the panel, a file in the editor, and errors of other pages lead to them", async () => {
  await edit("content/studies/gatesby.md", (text) => bottom(text, unsupported));
  const page = await open(address);
  await page.keyboard.press("Alt+Shift+P");
  const panel = page.locator("proofmark-panel .panel");
  await panel.waitFor();
  const opened = page.waitForResponse((response) => response.url().includes("/__proofmark/open?"));
  await panel.locator("button.place").first().click();
  assert.equal((await opened).status(), 200);
  await panel.getByRole("link", { name: "content/studies/gatesby.md" }).click();
  await page.waitForURL("**/studies/gatesby/");
  await page.locator("proofmark-panel .tab").waitFor();
  const link = page.getByRole("link", { name: "explain unsupported-claim" });
  await link.waitFor();
  const [explained] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  assert.equal(await explained.locator("h1").innerText(), "unsupported-claim");
  await page.context().close();
});
