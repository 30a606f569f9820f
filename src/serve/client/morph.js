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

/** Fetches one file of the page again. A style sheet is replaced when the new one is there, so nothing flickers. */
export function swap(path) {
  const again = (address) => {
    const url = plain(address);
    url.searchParams.set(changed, Date.now().toString(36));
    return url.href;
  };
  const is = (address) => address && plain(address).pathname === path && plain(address).origin === location.origin;
  for (const sheet of document.querySelectorAll("link[rel~=stylesheet][href]")) {
    if (!is(sheet.href)) continue;
    const next = sheet.cloneNode();
    next.href = again(sheet.href);
    const done = () => sheet.remove();
    next.addEventListener("load", done, { once: true });
    next.addEventListener("error", done, { once: true });
    sheet.after(next);
  }
  for (const image of document.images) if (is(image.src)) image.src = again(image.src);
  for (const script of document.querySelectorAll("script[src]")) if (is(script.src)) location.reload();
}

/** What a page loads; when that is another, only loading it anew will do. */
function loads(page) {
  const all = page.querySelectorAll("link[rel~=stylesheet], script:not([data-mark])");
  return Array.from(all, (e) => {
    const address = e.getAttribute("href") ?? e.getAttribute("src");
    return address ? plain(address).href : e.textContent;
  }).join("\n");
}

/** Makes the open page the one in `html`; its mark. */
export function patch(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const mark = next.querySelector("script[data-mark]")?.dataset.mark;
  const styles = [document, next].map((page) => page.head.querySelectorAll("style"));
  if (loads(document) !== loads(next) || styles[0].length !== styles[1].length) {
    location.reload();
    return mark;
  }
  styles[0].forEach((style, at) => {
    if (style.textContent !== styles[1][at].textContent) style.textContent = styles[1][at].textContent;
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
