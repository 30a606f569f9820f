// Pictures of every kind of page, to be looked at one by one: a telephone and a desk, light and dark, and paper.
// Usage: node screens.mjs FOLDER [NAME…]; or, for the picture in the README: node screens.mjs --readme
import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { host } from "./host.mjs";
import { built, program, repository, smallSites } from "./sites.mjs";

const kinds = {
  home: ["demo", "/"],
  "home-none": ["none", "/"],
  "home-one": ["one", "/"],
  "home-said": ["said", "/"],
  "home-few": ["few", "/"],
  "study-hell-yes": ["demo", "/studies/brackwater/"],
  "study-love": ["demo", "/studies/marram/"],
  "study-why-not": ["demo", "/studies/gatesby/"],
  "study-like": ["demo", "/studies/crumb-lane/"],
  "study-anonymous": ["demo", "/studies/lettings/"],
  "study-percent": ["demo", "/studies/hollin-bridge/"],
  brief: ["demo", "/studies/brackwater/brief/"],
  "brief-like": ["demo", "/studies/crumb-lane/brief/"],
  "pass-it-on": ["demo", "/studies/brackwater/pass-it-on/"],
  "how-we-know": ["demo", "/how-we-know/"],
  references: ["demo", "/references/"],
  "references-none": ["none", "/references/"],
  "references-resting": ["few", "/references/"],
  facets: ["demo", "/by/"],
  "facets-chosen": ["demo", "/by/?industry=health&region=scotland"],
  facet: ["demo", "/by/industry/health/"],
  hesitations: ["demo", "/what-nearly-stopped-them/"],
  plain: ["demo", "/about/"],
  404: ["demo", "/nowhere/"],
  // What a customer is sent, as the one file that it is.
  request: ["request", "kestrel-row"],
};

if (process.argv[2] === "--readme") await readme();
else await all(process.argv[2] ?? join(repository, ".proofmark/screens"), process.argv.slice(3));

/** Where a page is, whose pictures are all there. */
async function shown(page, address) {
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => Promise.all([...document.images].map((image) => ((image.loading = "eager"), image.decode().catch(() => {})))));
}

async function all(folder, wanted) {
  await mkdir(folder, { recursive: true });
  const small = await smallSites();
  const hosts = {};
  for (const [name, site] of Object.entries({ demo: await built(), ...small.sites })) hosts[name] = await host(site);
  const browser = await launch();
  const address = (site, path) => {
    if (site !== "request") return hosts[site].origin + path;
    const file = resolve(folder, "request.html");
    execFileSync(program, ["--root", repository, "approve", path, "--request", "--output", file]);
    return pathToFileURL(file).href;
  };
  for (const [name, [site, path]] of Object.entries(kinds)) {
    if (wanted.length && !wanted.includes(name)) continue;
    for (const width of [390, 1280]) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await browser.newPage({ viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme });
        await shown(page, address(site, path));
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
    }
    const page = await browser.newPage();
    await shown(page, address(site, path));
    for (const format of ["A4", "Letter"]) {
      const paper = join(folder, `${name}-${format}`);
      await writeFile(paper + ".pdf", await page.pdf({ format }));
      execFileSync("pdftoppm", ["-r", "72", "-png", paper + ".pdf", paper]);
      await rm(paper + ".pdf");
    }
    await page.close();
  }
  await browser.close();
  for (const { close } of Object.values(hosts)) close();
  await small.remove();
}

/** The first glance at a study, as the README shows it. */
async function readme() {
  const { origin, close } = await host(await built());
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 992 }, colorScheme: "light" });
  await page.goto(origin + "/studies/kestrel-row/", { waitUntil: "networkidle" });
  await page.screenshot({ path: join(repository, "docs/study.png") });
  await browser.close();
  close();
}
