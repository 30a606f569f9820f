// Runs in each page of the preview, never in the published site. Listens for what changed and brings it in: the page in
// place, style sheets alone, and what stands beside the page.
import { patch, usedFiles, swap } from "./morph.js";
import { Panel } from "./panel.js";

const base = "/__proofmark/";
const here = encodeURIComponent(location.pathname);
const panel = new Panel(base);

let shown = document.querySelector("script[data-mark]").dataset.mark;
let beside = null;
let files = usedFiles();
let known = null;
let source = null;

function listen() {
  source?.close();
  known = null;
  const asked = files.map((file) => `&file=${encodeURIComponent(file)}`).join("");
  source = new EventSource(`${base}events?page=${here}${asked}`);
  source.addEventListener("open", () => panel.connected(true));
  source.addEventListener("message", (event) => take(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    panel.connected(false);
    // A browser tries again by itself, unless the answer was no answer at all.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
}

let waiting = null;
let busy = false;

/** One state after another, and only the last of those that came meanwhile. */
async function take(now) {
  waiting = now;
  if (busy) return;
  busy = true;
  while (waiting) {
    const next = waiting;
    waiting = null;
    // The server may be gone again: it will tell anew when it is back.
    await bringIn(next).catch(() => {});
  }
  busy = false;
}

async function bringIn(now) {
  if (known) files.forEach((file, at) => known[at] !== now.files[at] && swap(file));
  known = now.files;
  if (now.page !== shown) {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    const html = await answer.text();
    shown = patch(html) ?? now.page;
    panel.pageChanged();
  }
  if (now.panel !== beside) {
    const answer = await fetch(`${base}panel?page=${here}`, { cache: "no-store" });
    if (answer.ok) {
      panel.show(await answer.json());
      beside = now.panel;
    }
  }
  const used = usedFiles();
  if (used.join() !== files.join()) {
    files = used;
    listen();
  }
}

// A laptop that slept, a tab that was put aside: do not wait for the browser's next try.
for (const event of ["focus", "online", "pageshow"]) {
  addEventListener(event, () => source?.readyState !== EventSource.OPEN && listen());
}
// A page that is kept for the way back should not hold a connection: browsers allow six.
addEventListener("pagehide", () => source?.close());
listen();
