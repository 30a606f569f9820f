// The sites that are looked at: the demo as it is built, and parts of it for the other sizes of a home page.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.PROOFMARK ?? join(repository, "target/release/proofmark");
export const demo = join(repository, "public");

/** The demo, which must have been built. */
export async function built() {
  await stat(join(demo, "index.html")).catch(() => {
    throw new Error("no site in public/: run `cargo run --release -- build` first");
  });
  return demo;
}

// Studies of the demo, by what their home page is to show.
const parts = {
  none: [],
  one: ["kestrel-row/index.md"],
  said: ["skerrow.md"],
  few: ["kestrel-row/index.md", "lettings.md", "crumb-lane.md"],
};

/** Builds the parts of the demo in folders of their own. Gives their outputs by name, and how to remove them. */
export async function smallSites() {
  const root = await mkdtemp(join(tmpdir(), "proofmark-sites-"));
  const sites = {};
  for (const [name, studies] of Object.entries(parts)) {
    const project = join(root, name);
    await mkdir(join(project, "content/studies"), { recursive: true });
    for (const folder of ["content/evidence", "content/interviews", "proof.lock"]) await cp(join(repository, folder), join(project, folder), { recursive: true });
    for (const study of studies) {
      const from = study.replace(/\/index\.md$/, "");
      await cp(join(repository, "content/studies", from), join(project, "content/studies", from), { recursive: true });
      // A link to a study that is not in this part is only its words.
      const text = await readFile(join(project, "content/studies", study), "utf8");
      const alone = text.replace(/\[([^\]]+)\]\([^):]+\.md\)/g, "$1");
      // Among the few somebody rests, on whatever day this runs.
      const today = new Date().toISOString().slice(0, 10);
      const rested = name === "few" ? alone.replace(/used: \[[^\]]*\]/, `used: [${today}, ${today}]`) : alone;
      await writeFile(join(project, "content/studies", study), rested);
    }
    // What the demo counted is not true of a part of it.
    const settings = (await readFile(join(repository, "site.toml"), "utf8")).replace(/\[coverage\][^[]*/, "");
    await writeFile(join(project, "site.toml"), settings);
    await promisify(execFile)(program, ["build"], { cwd: project }).catch((error) => {
      throw new Error(`${name}: ${error.stdout}${error.stderr}`);
    });
    sites[name] = join(project, "public");
  }
  return { sites, remove: () => rm(root, { recursive: true, force: true }) };
}
