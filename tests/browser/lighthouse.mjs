// Lighthouse on four kinds of page, served with our headers and compressed. Accessibility, best practices and search must
// be 100. Performance is told, the median of several runs, and not judged: what it measures is also the machine.
// Usage: node lighthouse.mjs [RUNS]
import lighthouse from "lighthouse";
import { executable, flags } from "./browser.mjs";
import { chromium } from "playwright-core";
import { host } from "./host.mjs";
import { built } from "./sites.mjs";

const runs = Number(process.argv[2] ?? 3);
const pages = { home: "/", study: "/studies/brackwater/", brief: "/studies/brackwater/brief/", facet: "/by/industry/health/" };
const port = 9222 + (process.pid % 1000);

const { origin, close } = await host(await built());
const browser = await chromium.launch({ executablePath: executable, args: [...flags, `--remote-debugging-port=${port}`] });
let failed = false;
for (const [name, path] of Object.entries(pages)) {
  const reports = [];
  for (let run = 0; run < runs; run++) reports.push((await lighthouse(origin + path, { port, output: "json", logLevel: "error" })).lhr);
  const scores = {};
  for (const category of ["performance", "accessibility", "best-practices", "seo"]) {
    const all = reports.map((report) => Math.round(report.categories[category].score * 100)).sort((a, b) => a - b);
    scores[category] = all[Math.floor(all.length / 2)];
  }
  console.log(name.padEnd(6), ...Object.entries(scores).map(([category, score]) => `${category} ${score}`));
  for (const [category, score] of Object.entries(scores)) {
    if (score === 100) continue;
    const { audits, categories } = reports.at(-1);
    const below = categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
    for (const { id } of below) console.log(`       ${id}: ${audits[id].displayValue ?? audits[id].title}`, JSON.stringify(audits[id].details?.items?.slice(0, 3) ?? []).slice(0, 300));
    failed ||= category !== "performance";
  }
}
await browser.close();
close();
process.exitCode = failed ? 1 : 0;
