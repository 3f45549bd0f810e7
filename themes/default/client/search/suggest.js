// What the search box suggests: threads, authors and tags whose names begin with the words typed.
import { pageAddress } from "../offline.js";
import { keyOf } from "./decode.js";
import { fieldTerm, queryUrl } from "./dom.js";
import { evaluate } from "./evaluate.js";
import { findTerms, identity } from "./tokens.js";

/** `kind` is a message to translate, `href` an address relative to the search page.
 * @typedef {{kind: string, text: string, href: string}} Suggestion */

const THREADS = 5;
const NAMES = 3;

/** Threads, authors and tags whose names begin with the words of a text; none where a server has the index.
 * @param {import("./browser_index.js").BrowserIndex} index @param {string} text @returns {Promise<Suggestion[]>} */
export async function suggest(index, text) {
  if (index.meta.server) return [];
  const words = findTerms(text).map((term) => term.text);
  const last = words.pop() ?? "";
  if (last.length < 2) return [];
  /** @type {import("./query.js").Node} */
  const node = ["and", ...words.map((word) => ["phrase", "title", [word]]), ["prefix", "title", last]];
  const find = async (/** @type {string} */ letter, /** @type {string} */ kind) =>
    (await index.lists(keyOf(letter, identity(text))))
      .sort((a, b) => b.df - a.df)
      .slice(0, NAMES)
      .map(({ name }) => ({ kind, text: name, href: queryUrl(fieldTerm(kind, name)) }));
  const { docs } = await evaluate(index, { node, order: "relevance" });
  const threads = (await index.posts(docs.subarray(0, THREADS))).map(({ title, thread }) => ({
    kind: "thread",
    text: title,
    href: pageAddress(`..${thread}`),
  }));
  return [...threads, ...(await find("a", "author")), ...(await find("g", "tag"))];
}
