// Combines facets. Without this script, or opened from a disk, each value is a link to its own page.
const find = document.getElementById("find");
if (find && location.protocol !== "file:") {
  const most = 20, shard = 200;
  const links = [...find.querySelectorAll("a[data-facet]")];
  const facets = [...new Set(links.map((link) => link.dataset.facet))];
  const status = document.getElementById("found_count"), list = document.getElementById("found_list");
  const clear = document.getElementById("found_clear"), found = document.getElementById("found");
  const load = (() => {
    const known = new Map();
    return (name) => {
      if (!known.has(name)) known.set(name, fetch(name).then((answer) => { if (!answer.ok) throw answer.status; return answer.json(); }));
      return known.get(name);
    };
  })();
  const chosen = () => {
    const query = new URLSearchParams(location.search);
    return facets.map((facet) => query.getAll(facet).filter((value) => links.some((l) => l.dataset.facet === facet && l.dataset.value === value)));
  };
  const buttons = links.map((link) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "value";
    button.innerHTML = link.innerHTML;
    Object.assign(button.dataset, link.dataset);
    button.addEventListener("click", () => {
      const query = new URLSearchParams(location.search);
      const { facet, value } = button.dataset;
      const rest = query.getAll(facet).filter((other) => other !== value);
      if (rest.length === query.getAll(facet).length) rest.push(value);
      query.delete(facet);
      for (const other of rest) query.append(facet, other);
      go(query);
    });
    link.replaceWith(button);
    return button;
  });
  const go = (query) => {
    history.pushState(null, "", query.size ? "?" + query : location.pathname);
    show();
  };
  clear.addEventListener("click", () => { go(new URLSearchParams()); buttons[0].focus(); });
  addEventListener("popstate", () => show());
  const text = (tag, words, name) => {
    const element = document.createElement(tag);
    element.textContent = words;
    if (name) element.className = name;
    return element;
  };
  // The strokes of `parts/rung.html`.
  const tally = (level) => {
    const svg = (name, attributes) => Object.entries(attributes).reduce((element, [key, value]) => (element.setAttribute(key, value), element), document.createElementNS("http://www.w3.org/2000/svg", name));
    const drawing = svg("svg", { viewBox: "0 0 21 17", width: 21, height: 17, "aria-hidden": "true" });
    drawing.append(...[0, 6, 12, 18].map((x, at) => svg("path", { d: `M${x} ` + (at < level ? "1h3v15h-3z" : "10h1.2v6h-1.2z") })));
    return drawing;
  };
  const entry = ([url, who, outcome, rung, level, before, after, metric, kind, months]) => {
    const item = document.createElement("li"), name = text("h3", "", "name"), link = text("a", who);
    link.href = url;
    name.append(link);
    const margin = text("div", "", "margin");
    const stands = text("span", "", "rung");
    stands.append(tally(level), rung, text("span", ` (${level} of 4)`, "unseen"));
    margin.append(stands);
    item.append(margin, name);
    if (after) {
      const pair = text("p", "", "pair" + (after.length > 6 ? " long" : ""));
      if (before) pair.append(text("i", before), " ", text("span", "→", "to"), text("span", "to", "unseen"), " ");
      const counted = text("small", metric);
      if (months) counted.append(text("span", months, "when"));
      pair.append(text("b", after), counted);
      pair.querySelector(".to")?.setAttribute("aria-hidden", "true");
      item.append(pair);
    }
    const matter = text("div", "", "matter");
    const customer = text("p", "", "tail");
    customer.append(...kind.map((words) => text("span", words)));
    matter.append(text("p", outcome ?? ""), customer);
    item.append(matter);
    return item;
  };
  const number = (count) => count.toLocaleString(document.documentElement.lang);
  let turn = 0;
  const show = async () => {
    const mine = ++turn, picked = chosen();
    const none = picked.every((values) => !values.length);
    found.hidden = none;
    if (none) status.textContent = "";
    try {
      const indexes = none ? [] : await Promise.all(facets.map((facet) => load(facet + ".json")));
      // For each facet, the studies that have one of the values picked; null when none is picked.
      const sets = picked.map((values, at) => values.length ? new Set(values.flatMap((value) => indexes[at][value] ?? [])) : null);
      const meets = (study, but) => sets.every((set, at) => at === but || !set || set.has(study));
      for (const button of buttons) {
        const at = facets.indexOf(button.dataset.facet), value = button.dataset.value;
        button.setAttribute("aria-pressed", picked[at].includes(value));
        const count = none ? +button.dataset.count : indexes[at][value].filter((study) => meets(study, at)).length;
        button.querySelector("small").textContent = number(count);
        button.classList.toggle("none", count === 0);
      }
      if (none) return;
      const first = sets.find((set) => set);
      const all = [...first].filter((study) => meets(study)).sort((a, b) => a - b);
      const rows = await Promise.all(all.slice(0, most).map(async (study) => (await load(`studies-${Math.floor(study / shard)}.json`))[study % shard]));
      if (mine !== turn) return;
      list.replaceChildren(...rows.map(entry));
      list.hidden = !all.length;
      const words = picked.flatMap((values, at) => values.map((v) => buttons.find((b) => b.dataset.facet === facets[at] && b.dataset.value === v).dataset.label));
      const count = all.length === 0 ? "No study" : all.length === 1 ? "One study" : `${number(all.length)} studies`;
      status.textContent = `${count} with ${words.join(", ")}` + (all.length > most ? `; the ${most} with the strongest proof are shown` : "") + ".";
    } catch {
      // The index is not there: the pages of the values are.
      for (const [at, button] of buttons.entries()) button.replaceWith(links[at]);
      found.hidden = true;
    }
  };
  show();
}
