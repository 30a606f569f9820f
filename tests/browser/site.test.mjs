// The built demo site as a reader meets it: narrow and wide, light and dark, on paper, without script.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launch } from "./browser.mjs";
import { fileOf, host, pagesOf } from "./host.mjs";
import { built, smallSites } from "./sites.mjs";

/** The demo: its folder, where it is served, its pages. */
let site, origin, pages;
/** All that is looked at: the demo, and a site of no study, of one, of one that only says something, and of three. */
let sites, small, browser;

before(async () => {
  site = await built();
  small = await smallSites();
  sites = await Promise.all(
    Object.entries({ demo: site, ...small.sites }).map(async ([name, folder]) => ({ name, ...(await host(folder)), pages: await pagesOf(folder) })),
  );
  ({ origin, pages } = sites[0]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const { close } of sites ?? []) close();
  await small?.remove();
});

/** One tab, set up as `options` say, that remembers everything a reader should never see. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.noise = [];
  page.on("console", (message) => page.noise.push(message.text()));
  page.on("pageerror", (error) => page.noise.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("data:")) page.noise.push(`request to ${request.url()}`);
  });
  // How far the parts of a page move after they are first drawn.
  await page.addInitScript(() => {
    globalThis.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(origin + path);
  return page;
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// A zoom of 200 % in a window of 1280 × 900: half as many pixels, each twice as large.
const zoomed = { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 };
const narrow = { viewport: { width: 320, height: 700 } };
for (const [name, options] of Object.entries({
  "wide and light": { colorScheme: "light" },
  "wide and dark": { colorScheme: "dark" },
  "320 px and light": { colorScheme: "light", ...narrow },
  "320 px and dark": { colorScheme: "dark", ...narrow },
  "200 % and light": { colorScheme: "light", ...zoomed },
  "200 % and dark": { colorScheme: "dark", ...zoomed },
})) {
  test(`every page is accessible, quiet, still and fits: ${name}`, async () => {
    const page = await open("/", options);
    for (const { name, origin, pages } of sites) {
      for (const path of pages) {
        await page.goto(origin + path);
        assert.ok((await tooWide(page)) <= 0, `${name}${path} is too wide`);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
        assert.deepEqual(told, [], name + path);
        assert.equal(await page.evaluate(() => globalThis.moved), 0, `${name}${path} moves`);
        assert.deepEqual(page.noise, [], name + path);
      }
    }
    await page.context().close();
  });
}

test("letters of twice the size fit in every window", async () => {
  for (const width of [390, 1280]) {
    const page = await open("/", { viewport: { width, height: 900 } });
    for (const { name, origin, pages } of sites) {
      for (const path of pages) {
        await page.goto(origin + path);
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        assert.ok((await tooWide(page)) <= 0, `${name}${path} is too wide at ${width} px`);
      }
    }
    await page.context().close();
  }
});

test("what can be touched is large enough, or stands in a sentence", async () => {
  const page = await open("/", { viewport: { width: 390, height: 800 } });
  for (const { name, origin, pages } of sites) {
    for (const path of pages) {
      await page.goto(origin + path);
      const small = await page.evaluate(() => {
        // Where a finger lands: the element itself, or what is laid over it.
        const height = (element) => {
          const over = getComputedStyle(element, "::after");
          const box = element.getBoundingClientRect();
          if (over.content !== "none" && over.position === "absolute") {
            if (over.inset === "0px") return Infinity;
            return box.height - parseFloat(over.top) - parseFloat(over.bottom);
          }
          return box.height;
        };
        const inSentence = (element) => element.closest("p:not(.more), li:not(:has(> a:only-child)), dd, blockquote, .prose, figcaption") && getComputedStyle(element).display === "inline";
        return [...document.querySelectorAll("a[href], button, summary")]
          .filter((element) => element.checkVisibility() && !element.classList.contains("skip") && !inSentence(element) && height(element) < 43.5)
          .map((element) => `${element.textContent.trim().slice(0, 30)} is ${Math.round(height(element))} px high`);
      });
      assert.deepEqual(small, [], name + path);
    }
  }
  await page.context().close();
});

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
      const text = await readFile(fileOf(site, path), "utf8").catch(() => null);
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
