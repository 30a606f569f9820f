// The built demo site as a reader meets it: narrow and wide, light and dark, on paper, without script.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";

const site = join(dirname(fileURLToPath(import.meta.url)), "../../public");
const types = { ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain", ".png": "image/png", ".js": "text/javascript", ".json": "application/json", ".md": "text/markdown" };

async function pagesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((e) => e.isFile() && e.name.endsWith(".html"))
    .map((e) => "/" + relative(site, join(e.parentPath, e.name)).split(sep).join("/").replace(/index\.html$/, ""))
    .sort();
}

let server, origin, browser, pages;

before(async () => {
  await stat(join(site, "index.html")).catch(() => assert.fail("no site in public/: run `cargo run --release -- build` first"));
  server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = join(site, path.endsWith("/") ? path + "index.html" : path);
    try {
      const bytes = await readFile(file);
      response.writeHead(200, { "content-type": (types[extname(file)] ?? "application/octet-stream") + "; charset=utf-8" }).end(bytes);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${server.address().port}`;
  const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  pages = await pagesBelow(site);
  // Redirect stubs leave at once; they are looked at as text elsewhere.
  const stubs = await Promise.all(pages.map(async (p) => (await readFile(join(site, p.endsWith("/") ? p + "index.html" : p), "utf8")).includes('http-equiv="refresh"')));
  pages = pages.filter((_, i) => !stubs[i]);
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** One tab, set up as `options` say, that remembers everything a reader should never see. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.noise = [];
  page.on("console", (message) => page.noise.push(message.text()));
  page.on("pageerror", (error) => page.noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) page.noise.push(`request to ${request.url()}`);
  });
  await page.goto(origin + path);
  return page;
}

for (const [name, options] of Object.entries({
  "wide and light": { colorScheme: "light" },
  "wide and dark": { colorScheme: "dark" },
  "320 px and light": { colorScheme: "light", viewport: { width: 320, height: 700 } },
  "320 px and dark": { colorScheme: "dark", viewport: { width: 320, height: 700 } },
})) {
  test(`every page is accessible, quiet and fits: ${name}`, async () => {
    const page = await open("/", options);
    for (const path of pages) {
      await page.goto(origin + path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${path} is ${overflow} px too wide`);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
      assert.deepEqual(told, [], path);
      assert.deepEqual(page.noise, [], path);
    }
    await page.context().close();
  });
}

test("every page works without script", async () => {
  const page = await open("/", { javaScriptEnabled: false });
  for (const path of pages) {
    await page.goto(origin + path);
    assert.ok((await page.locator("h1").innerText()).trim().length > 0, path);
  }
  await page.context().close();
});

test("facets combine, count, announce and stay in the address", async () => {
  const page = await open("/by/");
  const status = page.locator("#found_count");
  await page.locator('button[data-facet="industry"]').first().focus();
  await page.keyboard.press("Enter");
  await page.locator("#found_list > li").first().waitFor();
  assert.match(await status.innerText(), /^(One study|\d+ studies) with /);
  const before = await page.locator("#found_list > li").count();
  await page.locator('button[data-facet="size"]').first().click();
  await page.waitForFunction(() => /,/.test(document.getElementById("found_count").textContent));
  assert.ok((await page.locator("#found_list > li").count()) <= before);
  const address = page.url();
  assert.match(address, /\?industry=[^&]+&size=/);
  const told = await status.innerText();
  await page.goto(address);
  await page.locator("#found_list > li").first().waitFor();
  assert.equal(await status.innerText(), told);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.map((v) => v.id), []);
  await page.locator("#found_list a").first().click();
  assert.match(page.url(), /\/studies\//);
  await page.goBack();
  await page.locator("#found_clear").click();
  assert.ok(!page.url().includes("?") && !(await page.locator("#found").isVisible()));
  assert.deepEqual(page.noise, []);
  await page.context().close();
});

test("every internal link and anchor leads somewhere", async () => {
  const seen = new Map();
  const idsOf = async (path) => {
    if (!seen.has(path)) {
      const file = join(site, path.endsWith("/") ? path + "index.html" : path);
      const text = await readFile(file, "utf8").catch(() => null);
      seen.set(path, text === null ? null : new Set([...text.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1])));
    }
    return seen.get(path);
  };
  const broken = [];
  const page = await open("/");
  for (const path of pages) {
    await page.goto(origin + path);
    const targets = await page.$$eval("a[href], link[href], img[src]", (all) => all.filter((e) => !(e.rel ?? "").includes("canonical")).map((e) => e.href ?? e.src));
    for (const target of targets) {
      const url = new URL(target);
      if (url.origin !== origin) continue;
      const ids = await idsOf(decodeURIComponent(url.pathname));
      if (ids === null) broken.push(`${path} → ${url.pathname}`);
      else if (url.hash && !ids.has(decodeURIComponent(url.hash.slice(1)))) broken.push(`${path} → ${url.pathname}${url.hash}`);
    }
  }
  await page.context().close();
  assert.deepEqual(broken, []);
});

test("a brief is exactly one page, on A4 and on Letter", async () => {
  const briefs = pages.filter((p) => p.endsWith("/brief/"));
  assert.ok(briefs.length > 0);
  const page = await open("/");
  for (const path of briefs) {
    await page.goto(origin + path);
    for (const format of ["A4", "Letter"]) {
      const pdf = await page.pdf({ format, preferCSSPageSize: false });
      const count = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
      assert.equal(count, 1, `${path} on ${format}`);
    }
  }
  await page.context().close();
});

test("print keeps what qualifies a claim", async () => {
  const studies = pages.filter((p) => /^\/studies\/[^/]+\/$/.test(p));
  assert.ok(studies.length > 0);
  const page = await open("/");
  await page.emulateMedia({ media: "print" });
  for (const path of studies) {
    await page.goto(origin + path);
    const notes = page.locator("#how-we-know, [id^=how-]");
    for (let i = 0; i < (await notes.count()); i++) {
      assert.ok(await notes.nth(i).isVisible(), `${path}: an evidence note is hidden on paper`);
    }
  }
  await page.context().close();
});

test("the keyboard reaches the content first", async () => {
  const page = await open("/");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(first ?? "", /^#/);
  await page.context().close();
});

test("opened from a disk it is styled, and its links lead to pages", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(site, "index.html")).href);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
  await page.locator('main a[href*="studies/"]').first().click();
  assert.match(page.url(), /studies\/.*index\.html/);
  assert.ok((await page.locator("h1").innerText()).length > 0);
  await context.close();
});
