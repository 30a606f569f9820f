// What stands beside a page: its findings, its claims, its rung, and what is wrong elsewhere. It lives in a shadow root
// behind the page's own body, so that neither touches the other.
import { Idiomorph } from "./idiomorph.js";
import { claimAt, claimOf, mark, point } from "./marks.js";

const remembered = "proofmark-panel";
const said = { supported: "Supported", disagrees: "Disagrees with its record", unsupported: "Unsupported" };
const signs = { error: "✕", warning: "!", note: "i", supported: "✓", disagrees: "≠", unsupported: "✕" };

/** An element: `h("p.note", { id: "a" }, "words", …)`. What is null or false is left out. */
function h(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

const some = (count, one, many = one + "s") => `${count} ${count === 1 ? one : many}`;
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Words in which `code` stands between backquotes. */
const told = (words) => words.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));

export class Panel {
  constructor(base) {
    this.base = base;
    this.now = null;
    this.editor = null;
    this.online = true;
    this.host = document.createElement("proofmark-panel");
    this.root = this.host.attachShadow({ mode: "open" });
    this.bar = h("section.bar", { role: "alert", "aria-label": "Problem", hidden: true });
    this.tab = h("button.tab", { type: "button", "aria-controls": "panel", "aria-expanded": "false", "aria-keyshortcuts": "Alt+Shift+P" });
    this.aside = h("aside.panel", { id: "panel", "aria-labelledby": "title", tabindex: "-1", hidden: true });
    this.tip = h("div.tip", { role: "tooltip", id: "tip", hidden: true });
    this.status = h("p.unseen", { role: "status" });
    this.root.append(this.bar, this.tab, this.aside, this.tip, this.status);
    this.listen();
    this.dress();
  }

  /** Style sheets a page's own policy does not forbid: they are files of this server. */
  async dress() {
    const text = await fetch(`${this.base}panel.css`).then((answer) => answer.text());
    const [inside, outside] = text.split("/* The page itself */");
    const sheet = async (css) => new CSSStyleSheet().replace(css);
    this.root.adoptedStyleSheets = [await sheet(inside)];
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, await sheet(outside)];
    document.documentElement.append(this.host);
  }

  listen() {
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen()) this.open(false, true);
    });
    addEventListener("keydown", (event) => {
      if (event.altKey && event.shiftKey && event.code === "KeyP") {
        event.preventDefault();
        this.open(!this.isOpen(), true);
      } else if (event.key === "Escape") this.hint(null);
    });
    let next = null;
    addEventListener("mousemove", (event) => {
      next ??= requestAnimationFrame(() => {
        next = null;
        this.hover(event);
      });
    });
    addEventListener("scroll", () => this.hint(null), { passive: true });
    document.addEventListener("focusin", (event) => {
      const claim = event.target !== this.host && this.now && claimOf(this.now.claims, event.target);
      const box = event.target.getBoundingClientRect();
      this.hint(claim || null, box.left, box.bottom);
    });
  }

  /** Somebody rests on a claim. */
  hover(event) {
    const over = event.composedPath()[0];
    if (event.target === this.host && over !== this.tip) return;
    const claim = this.now && event.target !== this.host && claimAt(this.now.claims, event.clientX, event.clientY);
    if (claim !== this.hinted || !claim) this.hint(claim || null, event.clientX, event.clientY + 14);
  }

  /** Shows what stands behind a claim, at a point of the window. */
  hint(claim, x, y) {
    if (!claim && !this.hinted) return;
    this.hinted = claim;
    this.tip.hidden = !claim;
    if (!claim) return;
    this.tip.replaceChildren(...this.behind(claim));
    const sheet = (this.place ??= new CSSStyleSheet());
    if (!this.root.adoptedStyleSheets.includes(sheet)) this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets, sheet];
    const { width, height } = this.tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(x, innerWidth - width - 8));
    const top = y + height + 8 > innerHeight ? Math.max(8, y - height - 40) : y;
    sheet.replaceSync(`.tip { left: ${left}px; top: ${top}px }`);
    this.status.textContent = `${said[claim.state]}. ${claim.why ?? ""} ${claim.record ? `Record ${claim.record.id}.` : ""}`;
  }

  behind(claim) {
    const record = claim.record;
    return [
      h(`p.state.${claim.state}`, {}, h("span.sign", { "aria-hidden": "true" }, signs[claim.state]), said[claim.state]),
      claim.why && h("p", {}, told(capital(claim.why))),
      record && h("p.record", {}, h("strong", {}, record.id), ` · ${record.kind}`),
      record && h("pre", {}, record.text),
    ].filter(Boolean);
  }

  connected(online) {
    clearTimeout(this.patience);
    // A restart takes a moment, and nobody needs to be told.
    this.patience = setTimeout(() => {
      this.online = online;
      this.host.toggleAttribute("data-offline", !online);
      this.drawTab();
    }, online ? 0 : 1500);
  }

  /** The page was patched: what was marked may stand elsewhere. */
  pageChanged() {
    if (this.now) mark(this.now.claims);
  }

  show({ editor, panel }) {
    const before = this.now && this.summary();
    this.editor = editor;
    this.now = panel;
    mark(panel.claims);
    this.draw();
    // As somebody left it; until then it opens with the first error.
    const left = localStorage.getItem(remembered);
    if (left === null ? this.count("error") > 0 : before === null) this.open(left !== "closed", false, false);
    if (before !== null && this.summary() !== before) this.status.textContent = this.summary();
  }

  count(level) {
    return this.now.findings.filter((finding) => finding.level === level).length;
  }

  /** `2 errors, 1 warning` of this page. */
  summary() {
    const parts = ["error", "warning", "note"].map((level) => [this.count(level), level]).filter(([n]) => n);
    const own = parts.map(([n, level]) => some(n, level)).join(", ") || "no findings";
    return `${own} on this page${this.now.other_errors ? `, ${some(this.now.other_errors, "error")} elsewhere` : ""}`;
  }

  isOpen() {
    return !this.aside.hidden;
  }

  open(open, focus, remember = true) {
    this.aside.hidden = !open;
    this.tab.setAttribute("aria-expanded", String(open));
    if (remember) localStorage.setItem(remembered, open ? "open" : "closed");
    if (focus) (open ? this.aside : this.tab).focus();
  }

  clicked(event) {
    const on = event.target.closest("[data-do], .tab");
    if (!on) return;
    if (on === this.tab) this.open(!this.isOpen(), true);
    else if (on.dataset.do === "close") this.open(false, true);
    else if (on.dataset.do === "point") point(this.now.claims[Number(on.dataset.at)]);
    else if (on.dataset.do === "copy") this.copy(on);
    else if (on.dataset.do === "open") this.openFile(on.dataset);
  }

  async copy(button) {
    const text = button.parentElement.querySelector("pre").textContent;
    const done = await navigator.clipboard.writeText(text).then(() => "Copied", () => "Not copied: select it by hand");
    this.status.textContent = done;
    button.textContent = done;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  }

  async openFile({ path, line, column }) {
    const asked = `path=${encodeURIComponent(path)}&line=${line}&column=${column}`;
    const answer = await fetch(`${this.base}open?${asked}`, { method: "POST" }).catch(() => null);
    this.status.textContent = answer?.ok ? `Opened ${path}` : ((await answer?.text()) ?? "The server does not answer");
    if (!answer?.ok) this.drawBarNote(this.status.textContent);
  }

  drawBarNote(words) {
    this.aside.querySelector(".trouble")?.remove();
    this.aside.querySelector("header")?.after(h("p.trouble", { role: "alert" }, words));
  }

  /** A place in a file that a click opens in the editor. */
  place(path, line, column) {
    const words = `${path}:${line}:${column}`;
    if (!this.editor.address) {
      return h("button.place", { type: "button", "data-do": "open", "data-path": path, "data-line": line, "data-column": column }, words);
    }
    const file = `${this.editor.root}/${path}`.replaceAll("\\", "/").replace(/^\//, "");
    const filled = { file: encodeURI(this.editor.address.includes("?file=") ? `/${file}` : file).replace(/[?#]/g, encodeURIComponent), line, column };
    const fill = this.editor.address.replace("file/{file}", "file/{file}").replace(/\{(file|line|column)\}/g, (_, key) => filled[key]);
    return h("a.place", { href: fill }, words);
  }

  draw() {
    this.drawTab();
    this.drawProblem();
    const next = h("aside.panel", { id: "panel", "aria-labelledby": "title", tabindex: "-1", hidden: this.aside.hidden },
      h("header", {},
        h("h2", { id: "title" }, "Proof of this page"),
        h("button.close", { type: "button", "data-do": "close", "aria-label": "Close the panel" }, "✕")),
      this.now.document && h("p.file", {}, this.place(this.now.document, 1, 1)),
      this.now.left_out && h("p.aside", {}, `Only in this preview: ${this.now.left_out}.`),
      this.findings(), this.claims(), this.rung(), this.elsewhere());
    Idiomorph.morph(this.aside, next, {
      morphStyle: "outerHTML",
      restoreFocus: false,
      callbacks: { beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details") },
    });
  }

  drawTab() {
    if (!this.now) return;
    const worst = !this.online ? "offline" : this.now.last_good || this.count("error") ? "error" : this.count("warning") ? "warning" : "fine";
    this.tab.className = `tab ${worst}`;
    const words = this.online ? this.summary() : "the preview has stopped";
    this.tab.replaceChildren(h("span.dot", { "aria-hidden": "true" }), h("span", {}, capital(words)));
  }

  /** What keeps the page from being made anew, above the last good one. */
  drawProblem() {
    const { last_good, failure, findings } = this.now;
    this.bar.hidden = !last_good && !failure;
    if (this.bar.hidden) return this.bar.replaceChildren();
    const stops = ["invalid-yaml", "unreadable-file", "template-error", "invalid-config", "wrong-type"];
    const grave = findings.filter((finding) => finding.level === "error");
    const why = stops.map((rule) => grave.find((finding) => finding.rule === rule)).find(Boolean) ?? grave[0];
    this.bar.replaceChildren(
      h("p.lead", {}, failure ? "Nothing could be made. This is the site as it was." : "This is the last page that could be made."),
      failure ? h("pre", { tabindex: "0" }, failure) : null ?? "",
      why && !failure ? this.finding(why) : "");
  }

  findings() {
    const { findings, more } = this.now;
    return h("section", { "aria-labelledby": "findings" },
      h("h3", { id: "findings" }, "Findings", h("span.count", {}, String(findings.length + more))),
      findings.length === 0 && h("p.fine", {}, "Nothing is wrong on this page."),
      h("ol.findings", {}, findings.map((finding) => h("li", {}, this.finding(finding)))),
      more > 0 && h("p.aside", {}, `And ${more} more: the terminal lists them all.`));
  }

  finding(finding) {
    return h(`article.finding.${finding.level}`, {},
      h("p.message", {},
        h("span.sign", { "aria-hidden": "true" }, signs[finding.level]),
        h("span.unseen", {}, `${finding.level}: `), told(capital(finding.message))),
      finding.excerpts.map((excerpt) => this.excerpt(excerpt)),
      finding.notes.map((note) => h("p.note", {}, told(capital(note)))),
      finding.help.map((help) => h("p.help", {}, h("strong", {}, "Help: "), told(help))),
      finding.fix && this.fix(finding.fix),
      h("p.rule", {}, h("a", { href: `${this.base}explain/${finding.rule}`, target: "proofmark-explain" }, `explain ${finding.rule}`)));
  }

  excerpt({ path, line, column, lines }) {
    const row = ({ number, pieces, labels }, at) => [
      at > 0 && lines[at - 1].number + 1 !== number && h("span.number", { "aria-hidden": "true" }, "   ⋮\n"),
      h("span.number", { "aria-hidden": "true" }, String(number).padStart(4)),
      pieces.map(({ text, mark }) => (mark ? h(mark === 2 ? "mark" : "mark.other", {}, text || " ") : text)),
      "\n",
      labels.map((label) => h("span.label", {}, `       ${label}\n`))];
    return h("div.excerpt", {}, this.place(path, line, column), h("pre", { tabindex: "0", "aria-label": `Lines of ${path}` }, lines.map(row)));
  }

  fix({ title, flags, before, after }) {
    return h("details.fix", {},
      h("summary", {}, "Fix: ", told(title)),
      h("p.aside", {}, h("code", {}, `proofmark check ${flags}`), " writes it."),
      h("pre", { tabindex: "0", "aria-label": "What would be written" }, before && h("del", {}, before), before && "\n", h("ins", {}, after)));
  }

  claims() {
    const { claims } = this.now;
    if (!claims.length) return null;
    const of = (state) => claims.filter((claim) => claim.state === state).length;
    const states = Object.keys(said).filter(of).map((state) => `${of(state)} ${state}`).join(", ");
    const item = (claim, at) => h("li", {}, h("details.claim", {},
      h("summary", {}, h(`span.sign.${claim.state}`, { "aria-hidden": "true" }, signs[claim.state]),
        h("span.unseen", {}, `${said[claim.state]}: `), claim.words),
      this.behind(claim).slice(1),
      h("p.actions", {},
        claim.ranges.length
          ? h("button", { type: "button", "data-do": "point", "data-at": at }, "Show on the page")
          : h("span.aside", {}, "Not among the words of this page. "),
        this.place(this.now.document, claim.line, claim.column))));
    return h("section", { "aria-labelledby": "claims" },
      h("h3", { id: "claims" }, "Claims", h("span.count", {}, String(claims.length))),
      h("p.aside", {}, `${capital(states)}.`),
      h("ol.claims", {}, claims.map(item)));
  }

  rung() {
    const { rung } = this.now;
    if (!rung || this.now.last_good) return null;
    const step = (step) => h("li", {}, h("details", {},
      h("summary", {}, told(capital(step.todo))),
      h("p", {}, told(capital(step.missing))),
      step.wait && h("p.aside", {}, capital(step.wait)),
      step.ask && h("p.ask", {}, "Ask: ", h("q", {}, step.ask)),
      step.paste && h("div.paste", {}, h("p", {}, "Paste ", told(step.place), ":"),
        h("pre", { tabindex: "0", "aria-label": "Lines to paste" }, step.paste),
        h("button", { type: "button", "data-do": "copy" }, "Copy"))));
    return h("section", { "aria-labelledby": "rung" },
      h("h3", { id: "rung" }, "Rung"),
      h("p.rung", {}, h("strong", {}, rung.label), ` (${rung.name})`, rung.lasts_to && `, to ${rung.lasts_to} if nothing changes`),
      rung.held.map((why) => h("p.note", {}, told(capital(why)))),
      rung.remark && h("p.note", {}, told(capital(rung.remark))),
      rung.next && h("p", {}, h("strong", {}, rung.next), ` with ${some(rung.steps.length, "step")}, the cheapest first:`),
      h("ol.steps", {}, rung.steps.map(step)));
  }

  elsewhere() {
    const { others, elsewhere } = this.now;
    const parts = ["error", "warning", "note"].map((level, at) => [elsewhere[at], level]).filter(([n]) => n);
    if (!parts.length) return null;
    const other = ({ path, address, errors, first }) => h("li", {},
      address ? h("a", { href: address }, path) : h("span", {}, path), ` ${some(errors, "error")} `, this.place(path, first.line, first.column));
    return h("section", { "aria-labelledby": "elsewhere" },
      h("h3", { id: "elsewhere" }, "Elsewhere"),
      h("p.aside", {}, `${capital(parts.map(([n, level]) => some(n, level)).join(", "))}.`),
      h("ul.others", {}, others.map(other)));
  }
}
