// Runs on pages at former addresses of threads. On a redirect page, whose link is data-target, it leads on to the post
// that the fragment names; data-posts has posts that are on other pages. If these are too many, there are data-parts pages
// for the others, the first of which is data-part. Where former addresses with queries meet, as
// /viewtopic.php?t=991, it leads to the page of the query, whose folder has the sorted parameters as its name; data-names
// has the sets of parameters that folders have.
import { pageAddress } from "./offline.js";

const { names = "", part, parts = "1", target, posts = "" } = document.currentScript.dataset;

function leadToPost() {
  const fragment = location.hash.slice(1);
  const moved = new Map(posts.split(" ").map((post) => /** @type {[string, string]} */ (post.split(/=(.*)/s, 2))));
  const page = part && fragment ? part.replace("~~/0/", `~~/${partOf(fragment)}/`) : target;
  location.replace(moved.get(fragment) ?? page + location.hash);
}

// As part_of_fragment of urls/fragment_pages.py.
function partOf(/** @type {string} */ fragment) {
  const digest = (/** @type {number} */ sum, /** @type {string} */ one) => (sum * 31 + one.codePointAt(0)) % 2 ** 32;
  return [...fragment].reduce(digest, 0) % Number(parts);
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
