// Runs on the page at which former addresses with queries meet, as /viewtopic.php?t=991: it leads to the page of the
// query, whose folder has the sorted parameters as its name. data-names has the sets of parameters that folders have.
import { pageAddress } from "./offline.js";

const sets = document.currentScript.dataset.names.split(" ");
const folder = location.pathname.replace(/(\/index\.html|\/)?$/, "/");
const pairs = location.search.slice(1).split("&").map((part) => {
  const [[name, value]] = new URLSearchParams(part.includes("=") ? part : `=${part}`);
  return [name, value.normalize("NFC")];
});
const values = new Map(pairs);
const pages = sets
  .map((set) => set.split("&"))
  .filter((names) => names.every((name) => values.get(name)))
  .map((names) => names.map((name) => `${name}=${values.get(name)}`).join("&"))
  .map((query) => pageAddress(`${folder}${encodeURIComponent(`~${query}`)}/`));

// Browsers do not tell whether a file exists: the page with the most parameters is taken.
if (location.protocol === "file:") pages.splice(1);
const lead = async () => {
  for (const page of pages) {
    const isLast = page === pages.at(-1);
    const found = isLast || (await fetch(page, { method: "HEAD" }).then((answer) => answer.ok, () => false));
    if (found) return location.replace(page + location.hash);
  }
};
lead();
