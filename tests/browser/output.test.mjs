// All output of the demo and of its parts, read by the tools that others read it with: the Nu HTML checker, schemas, a
// second checker of links. And how much of it a reader has to load.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { LinkChecker } from "linkinator";
import { fileOf, host, pagesOf } from "./host.mjs";
import { built, repository, smallSites } from "./sites.mjs";

const run = promisify(execFile);
const here = join(repository, "tests/browser");
const base = "https://proof.tallowmere.example";

let sites, small;

before(async () => {
  small = await smallSites();
  sites = await Promise.all(
    Object.entries({ demo: await built(), ...small.sites }).map(async ([name, folder]) => ({ name, folder, ...(await host(folder, { bare: true })), pages: await pagesOf(folder) })),
  );
});

after(async () => {
  for (const { close } of sites ?? []) close();
  await small?.remove();
});

/** What the Nu HTML checker says about files or addresses. */
async function nu(kind, targets) {
  const jar = join(here, "node_modules/vnu-jar/build/dist/vnu.jar");
  const options = { maxBuffer: 1 << 26 };
  const { stdout } = await run("java", ["-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...kind, ...targets], options);
  return JSON.parse(stdout).messages.map((m) => `${m.url}:${m.lastLine}: ${m.subType ?? m.type}: ${m.message}`);
}

test("the Nu HTML checker has nothing to say about any page, style sheet or drawing", async () => {
  // Pages are asked for, not read from the disk: whether a policy allows a file depends on where both come from.
  const pages = sites.flatMap(({ origin, pages }) => pages.map((path) => origin + path));
  assert.deepEqual(await nu([], pages), []);
  const files = [];
  for (const { folder } of sites) {
    const entries = await readdir(folder, { recursive: true });
    files.push(...entries.map((name) => join(folder, name)));
  }
  const of = (...ends) => files.filter((name) => ends.includes(extname(name)));
  const stubs = (await Promise.all(of(".html").map(async (name) => [name, await readFile(name, "utf8")]))).filter(([, text]) => text.includes('http-equiv="refresh"'));
  assert.deepEqual(await nu([], stubs.map(([name]) => name)), []);
  assert.deepEqual(await nu(["--css"], of(".css")), []);
  assert.deepEqual(await nu(["--svg"], of(".svg")), []);
});

test("feed and sitemap keep to their schemas, and the schemas to their word", async () => {
  const valid = (kind, schema, file) => run("xmllint", ["--noout", "--nonet", kind, join(here, "schemas", schema), file]);
  for (const { folder } of sites) {
    await valid("--relaxng", "atom.rng", join(folder, "atom.xml"));
    await valid("--schema", "sitemap.xsd", join(folder, "sitemap.xml"));
  }
  // A schema that takes everything shows nothing.
  const broken = async (kind, schema, name, from, to) => {
    const text = await readFile(join(sites[0].folder, name), "utf8");
    assert.match(text, from);
    const file = join(small.sites.none, "..", `broken-${name}`);
    await writeFile(file, text.replace(from, to));
    await assert.rejects(valid(kind, schema, file), `${name} without ${from}`);
  };
  await broken("--relaxng", "atom.rng", "atom.xml", /<id>[^<]*<\/id>/, "");
  await broken("--relaxng", "atom.rng", "atom.xml", /<updated>[^<]*/, "<updated>2026-11-16");
  await broken("--relaxng", "atom.rng", "atom.xml", /<entry>/, "<entry><price>1</price>");
  await broken("--schema", "sitemap.xsd", "sitemap.xml", /<loc>https:/, "<loc>");
  await broken("--schema", "sitemap.xsd", "sitemap.xml", /<lastmod>[^<]*/, "<lastmod>yesterday");
});

test("a second checker finds every link and every anchor", async () => {
  for (const { name, folder, origin, pages } of sites) {
    const checker = new LinkChecker();
    // The site's own whole addresses are asked for here; nothing is asked of anybody else.
    const result = await checker.check({
      path: pages.map((path) => origin + path),
      checkCss: true,
      checkFragments: true,
      urlRewriteExpressions: [{ pattern: new RegExp(`^${base}`), replacement: origin }],
      linksToSkip: async (link) => !link.startsWith(origin),
    });
    const wrong = result.links.filter((link) => link.state === "BROKEN").map((link) => `${name}: ${link.parent} → ${link.url}`);
    assert.deepEqual(wrong, []);
    const asked = new Set(result.links.filter((link) => link.state === "OK").map((link) => link.url.split("#")[0]));
    assert.ok(asked.size >= pages.length, `${name}: ${asked.size} addresses for ${pages.length} pages in ${folder}`);
  }
});

test("a page without pictures weighs at most 30 kB, its scripts 10 kB", async () => {
  const small = (bytes) => gzipSync(bytes, { level: 9 }).length;
  for (const { name, folder, pages } of sites) {
    for (const path of pages) {
      const html = await readFile(fileOf(folder, path));
      const files = (pattern) => [...String(html).matchAll(pattern)].map((match) => join(folder, new URL(match[1], "http://x" + path).pathname));
      const weigh = async (names) => (await Promise.all(names.map(async (name) => small(await readFile(name))))).reduce((a, b) => a + b, 0);
      const scripts = await weigh(files(/<script src="([^"]+)"/g));
      const whole = small(html) + scripts + (await weigh(files(/<link rel="stylesheet" href="([^"]+)"/g)));
      assert.ok(scripts <= 10_000 && whole <= 30_000, `${name}${path}: ${whole} bytes, scripts ${scripts}`);
      if (name === "demo" && path === "/studies/brackwater/") console.log(`${path}: ${whole} bytes compressed, scripts ${scripts}`);
    }
  }
});
