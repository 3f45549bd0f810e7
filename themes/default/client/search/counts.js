// Counts of all posts that match a query, for the facets of the search page.
import { FACETS } from "./constants.js";
import { keyOf } from "./decode.js";

/** The numbers of documents by year, author and board, the largest first: the first ten of each.
 * @param {import("./browser_index.js").BrowserIndex} index @param {Float64Array} docs */
export async function countAll(index, docs) {
  const columns = await index.columns(docs);
  const authors = count(columns.authors).map(async ([author, posts]) => {
    const [list] = await index.lists(keyOf("a", author), true);
    return /** @type {[string, number]} */ ([list?.name ?? author, posts]);
  });
  return {
    years: count(columns.days.map((day) => (day === day ? String(new Date(day * 864e5).getUTCFullYear()) : ""))),
    authors: (await Promise.all(authors)).sort(byCount),
    boards: count(columns.boards),
  };
}

/** @param {[string, number]} one @param {[string, number]} other */
const byCount = ([a, x], [b, y]) => y - x || (a < b ? -1 : 1);

/** How often the names occur that occur most; "" is none.
 * @param {string[]} names */
function count(names) {
  const counts = /** @type {Map<string, number>} */ (new Map());
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(byCount).slice(0, FACETS);
}
