// Brings another state of a page into the open one, so that scroll, focus and what is folded out stay.
import { Idiomorph } from "./idiomorph.js";

const changed = "proofmark";

/** An address without what we put there to have a file fetched again. */
function plain(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete(changed);
  return url;
}

/** Files of this site that the page uses, as paths. */
export function usedFiles() {
  const used = [
    ...Array.from(document.querySelectorAll("link[rel~=stylesheet][href], link[rel~=icon][href]"), (e) => e.href),
    ...Array.from(document.querySelectorAll("script[src]:not([data-mark])"), (e) => e.src),
    ...Array.from(document.images, (e) => e.src),
  ];
  const own = used.filter(Boolean).map(plain).filter((url) => url.origin === location.origin);
  return [...new Set(own.map((url) => url.pathname))].sort();
}

/** Fetches one file of the page again. */
export function swap(path) {
  const again = (address) => {
    const url = plain(address);
    url.searchParams.set(changed, Date.now().toString(36));
    return url.href;
  };
  const is = (address) => address && plain(address).pathname === path && plain(address).origin === location.origin;
  for (const sheet of sheets(document)) if (is(sheet.href)) replace(sheet, again(sheet.href));
  for (const image of document.images) if (is(image.src)) image.src = again(image.src);
  for (const script of document.querySelectorAll("script[src]")) if (is(script.src)) location.reload();
}

/** The scripts of a page; when they are others, only loading it anew will do. */
function scripts(page) {
  const all = page.querySelectorAll("script:not([data-mark])");
  return Array.from(all, (e) => (e.getAttribute("src") ? plain(e.getAttribute("src")).href : e.textContent)).join("\n");
}

const sheets = (page) => page.querySelectorAll("link[rel~=stylesheet][href]:not([data-going])");

/** Puts another style sheet in the place of one, and takes that away when the other is there, so nothing flickers. */
function replace(sheet, address) {
  const next = sheet.cloneNode();
  next.href = address;
  sheet.dataset.going = "";
  for (const event of ["load", "error"]) next.addEventListener(event, () => sheet.remove(), { once: true });
  sheet.after(next);
}

/** Makes the open page the one in `html`; its mark. */
export function patch(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const mark = next.querySelector("script[data-mark]")?.dataset.mark;
  const styles = [document, next].map((page) => page.head.querySelectorAll("style"));
  const [before, after] = [sheets(document), sheets(next)];
  const differ = styles[0].length !== styles[1].length || before.length !== after.length;
  if (differ || scripts(document) !== scripts(next)) {
    location.reload();
    return mark;
  }
  styles[0].forEach((style, at) => {
    if (style.textContent !== styles[1][at].textContent) style.textContent = styles[1][at].textContent;
  });
  // A sheet whose name tells its content has another name now.
  before.forEach((sheet, at) => {
    const address = plain(after[at].getAttribute("href")).href;
    if (plain(sheet.href).href !== address) replace(sheet, address);
  });
  if (document.title !== next.title) document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  Idiomorph.morph(document.body, next.body, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      // What somebody folded out stays so.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
    },
  });
  return mark;
}
