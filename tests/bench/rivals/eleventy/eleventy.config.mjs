// The same threads for Eleventy: posts as articles, lists by board, tag, author and month, in pages and with feeds.
const ROWS = 50;
const POST = /^(.+) · (\S+) \{#(\S+?)(?: reply-to=(\S+))?\}$/;
const HEAD = /<article class="post" id="([^"]*)">.*?<a class="author"[^>]*>([^<]*)</gs;

export default function (config) {
  config.addPassthroughCopy({ assets: "assets" });
  config.addCollection("threads", (api) => threads(api));
  config.addCollection("lists", (api) => lists(threads(api)));
  config.addCollection("boards", (api) => grouped(threads(api), (page) => [board(page)]));
  config.addFilter("slug_path", slug);
  config.addFilter("board", board);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("outline", (html) => [...html.matchAll(HEAD)].map(([, id, author]) => ({ id, author })));
  config.addFilter("json", (value) => JSON.stringify(value));
  config.amendLibrary("md", (markdown) => markdown.core.ruler.push("posts", posts));
  return { dir: { input: "content", includes: "../_includes", data: "../_data" }, markdownTemplateEngine: false };
}

function threads(api) {
  return api.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date);
}

function board(page) {
  return page.url.split("/").slice(1, -2).join("/");
}

function grouped(pages, keys) {
  const groups = new Map();
  for (const page of pages)
    for (const key of new Set(keys(page))) groups.has(key) ? groups.get(key).push(page) : groups.set(key, [page]);
  return groups;
}

function lists(pages) {
  const kinds = {
    "": (page) => [board(page), board(page).split("/")[0]],
    "tags/": (page) => page.data.labels,
    "authors/": (page) => page.data.authors,
    "dates/": (page) => page.data.dates,
  };
  return Object.entries(kinds).flatMap(([prefix, keys]) =>
    [...grouped(pages, keys)].flatMap(([title, members]) => cut(`/${prefix}${prefix ? slug(title) : title}/`, title, members)));
}

function cut(url, title, members) {
  const count = Math.ceil(members.length / ROWS);
  return Array.from({ length: count }, (_, n) => ({
    url: n ? `${url}page/${n + 1}/` : url,
    feed: n ? false : `${url}index.xml`,
    next: n + 1 < count ? `${url}page/${n + 2}/` : "",
    title,
    rows: members.slice(n * ROWS, (n + 1) * ROWS),
  }));
}

function slug(text) {
  return text.trim().toLowerCase().replace(/[\s/?#%]+/g, "-");
}

// Makes an article of each heading of a post and what follows it.
function posts(state) {
  const tokens = [];
  let open = false;
  const html = (content) => Object.assign(new state.Token("html_block", "", 0), { content });
  for (let n = 0; n < state.tokens.length; n++) {
    const token = state.tokens[n];
    const found = token.type === "heading_open" && token.tag === "h2" && POST.exec(state.tokens[n + 1].content);
    if (!found) {
      tokens.push(token);
      continue;
    }
    tokens.push(html(`${open ? "</div></article>" : ""}${heading(found.slice(1).map((text) => state.md.utils.escapeHtml(text ?? "")))}`));
    open = true;
    n += 2;
  }
  state.tokens = open ? [...tokens, html("</div></article>")] : tokens;
}

function heading([author, date, id, parent]) {
  const note = parent ? `<p class="notes">in reply to <a href="#${parent}">#${parent.slice(1)}</a></p>` : "";
  return `<article class="post" id="${id}"><header>
<h2><a class="number" href="#${id}">#${id.slice(1)}</a> <a class="author" href="/authors/${slug(author)}/" rel="author" dir="auto">${author}</a></h2>
<p class="date"><time datetime="${date}" dir="ltr">${date.slice(0, 10)}</time></p>${note}</header><div class="body">`;
}
