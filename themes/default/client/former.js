// Runs on pages at former addresses of threads. On a redirect page, whose link is data-target, it leads on to the post
// that the fragment names; data-posts has posts that are on other pages. Where former addresses with queries meet, as
// /viewtopic.php?t=991, it leads to the page of the query, whose folder has the sorted parameters as its name; data-names
// has the sets of parameters that folders have.
import { pageAddress } from "./offline.js";

const { names = "", target, posts = "" } = document.currentScript.dataset;

function leadToPost() {
  const moved = new Map(posts.split(" ").map((post) => /** @type {[string, string]} */ (post.split(/=(.*)/s, 2))));
  location.replace(moved.get(location.hash.slice(1)) ?? target + location.hash);
}

async function leadToQuery() {
  const folder = location.pathname.replace(/(\/index\.html|\/)?$/, "/");
  const pairs = location.search.slice(1).split("&").map((part) => {
    const [[name, value]] = new URLSearchParams(part.includes("=") ? part : `=${part}`);
    return [name, value.normalize("NFC")];
  });
  const values = new Map(pairs);
  const pages = names
    .split(" ")
    .map((set) => set.split("&"))
    .filter((set) => set.every((name) => values.get(name)))
    .map((set) => set.map((name) => `${name}=${values.get(name)}`).join("&"))
    .map((query) => pageAddress(`${folder}${encodeURIComponent(`~${query}`)}/`));

  // Browsers do not tell whether a file exists: the page with the most parameters is taken.
  if (location.protocol === "file:") pages.splice(1);
  for (const page of pages) {
    const isLast = page === pages.at(-1);
    const found = isLast || (await fetch(page, { method: "HEAD" }).then((answer) => answer.ok, () => false));
    if (found) return location.replace(page + location.hash);
  }
}

if (target) leadToPost();
else leadToQuery();
