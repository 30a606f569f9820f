// Finds claims in the page as it is published and marks them, without changing a byte of it.

const states = ["unsupported", "disagrees", "supported"];
const blocks = "p,h1,h2,h3,h4,h5,h6,li,td,th,dt,dd,blockquote,figcaption,caption,summary,header,footer,section,article,div,main,body";
/** So many characters of its neighbourhood must be the same. */
const enough = 10;

/** The page's words in one string, and where each character stands. Footnote numbers are no words. */
function words() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : ["script", "style", "sup", "template", "svg", "nav"].includes(node.localName) ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_SKIP,
  });
  let text = "";
  const places = [];
  const add = (character, node, offset) => {
    if (/\s/.test(character)) {
      if (text.endsWith(" ") || text.endsWith("\n")) return;
      character = " ";
    }
    text += character;
    places.push([node, offset]);
  };
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const now = node.parentElement.closest(blocks);
    if (now !== block) {
      text = text.trimEnd() + "\n";
      places.length = text.length - 1;
      places.push([node, 0]);
      block = now;
    }
    for (let at = 0; at < node.data.length; at++) add(node.data[at], node, at);
  }
  return { text, places };
}

const plain = (words) => words.replace(/\s+/g, " ");

function common(a, b) {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}
const reversed = (words) => Array.from(words).reverse().join("");

/** The ranges in which a claim stands: where its neighbourhood is the same, else where that is most alike. */
function rangesOf(claim, { text, places }) {
  const needle = plain(claim.words).trim();
  if (!needle) return [];
  const before = reversed(plain(claim.before)).trimStart();
  const after = plain(claim.after).trimStart();
  const found = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const ahead = reversed(text.slice(Math.max(0, at - 60), at)).trimStart();
    const behind = text.slice(at + needle.length, at + needle.length + 60).trimStart();
    const alike = common(before, ahead) + common(after, behind);
    const range = new Range();
    const [start, from] = places[at];
    const [end, to] = places[at + needle.length - 1];
    range.setStart(start, from);
    range.setEnd(end, to + 1);
    found.push({ alike, range });
  }
  const asked = Math.min(enough, before.length + after.length);
  return found.filter((one) => one.alike >= asked).map((one) => one.range);
}

/** Marks all claims; each gets its `ranges`. */
export function mark(claims) {
  const page = words();
  for (const claim of claims) claim.ranges = rangesOf(claim, page);
  if (!window.CSS?.highlights) return;
  states.forEach((state, at) => {
    const ranges = claims.filter((claim) => claim.state === state).flatMap((claim) => claim.ranges);
    const highlight = new Highlight(...ranges);
    highlight.priority = states.length - at;
    CSS.highlights.set(`proofmark-${state}`, highlight);
  });
}

/** The claim under a point of the window. */
export function claimAt(claims, x, y) {
  const over = (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  return claims.find((claim) => claim.ranges.some((range) => Array.from(range.getClientRects()).some(over)));
}

/** The claim a focused link belongs to: it stands in it, or is the note right behind it. */
export function claimOf(claims, element) {
  return claims.find((claim) =>
    claim.ranges.some((range) => {
      if (range.intersectsNode(element)) return true;
      const note = element.closest("sup");
      const end = range.endContainer.parentElement;
      return note !== null && (note.previousSibling === range.endContainer || note.previousElementSibling === end);
    }),
  );
}

/** Shows one claim for a moment. */
export function point(claim) {
  const range = claim.ranges[0];
  if (!range) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  if (!window.CSS?.highlights) return;
  const highlight = new Highlight(...claim.ranges);
  highlight.priority = 10;
  CSS.highlights.set("proofmark-pointed", highlight);
  setTimeout(() => CSS.highlights.get("proofmark-pointed") === highlight && CSS.highlights.delete("proofmark-pointed"), 2500);
}
