// A static host on loopback: it sends what `_headers` asks for, compresses what is text, and answers with `404.html` where
// nothing is. As Netlify and Cloudflare Pages do it, so that what is measured here is what a reader gets.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** The rules of a `_headers` file: a path, `*` at its end for all below, and the headers under it. */
function rules(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (/^\S/.test(line)) rules.push({ path: line.trim(), headers: [] });
    else if (line.trim()) rules.at(-1).headers.push(line.trim().split(/:\s*(.*)/s).slice(0, 2));
  }
  return rules;
}

/** Serves `folder`; gives where, and how to stop. With `bare`, nothing but the type is sent. */
export async function host(folder, { bare = false } = {}) {
  const asked = bare ? [] : rules(await readFile(join(folder, "_headers"), "utf8").catch(() => ""));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const read = (name) => readFile(join(folder, name)).catch(() => null);
    const name = path.endsWith("/") ? path + "index.html" : path;
    let status = 200, body = await read(name);
    if (body === null) [status, body] = [404, (await read("404.html")) ?? Buffer.from("not found")];
    const type = status === 404 ? types[".html"] : (types[extname(name)] ?? "application/octet-stream");
    const headers = { "content-type": type };
    for (const rule of asked) {
      const meant = rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
      if (meant) for (const [key, value] of rule.headers) headers[key.toLowerCase()] = value;
    }
    if (/text|json|xml|svg|javascript/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      body = gzipSync(body, { level: 9 });
      headers["content-encoding"] = "gzip";
    }
    response.writeHead(status, { ...headers, "content-length": body.length }).end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The file of an address. */
export const fileOf = (folder, path) => join(folder, path.endsWith("/") ? path + "index.html" : path);

/** The addresses of all pages of a site, in order. A stub that only leads to where a page is now is none. */
export async function pagesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const pages = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => "/" + relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/").replace(/index\.html$/, ""))
    .sort();
  const texts = await Promise.all(pages.map((path) => readFile(fileOf(folder, path), "utf8")));
  return pages.filter((_, at) => !texts[at].includes('http-equiv="refresh"'));
}
