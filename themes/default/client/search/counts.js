// Counts of all posts that match a query, for the facets of the search page.
import { seek } from "./decode.js";

/** The documents by thread, in the order of the first document of each thread, and the numbers of documents by year,
 * author and board, the largest first.
 * @param {import("./browser_index.js").BrowserIndex} index @param {Uint32Array} docs */
export async function countAll(index, docs) {
  const [{ days, starts }, { names, boards, threadBoards, ...columns }] = await Promise.all([
    index.days(),
    index.columns(docs),
  ]);
  const groups = /** @type {Map<number, number[]>} */ (new Map());
  docs.forEach((doc, i) => {
    const thread = columns.threads[i];
    groups.get(thread)?.push(doc) ?? groups.set(thread, [doc]);
  });
  const count = (/** @type {(doc: number, i: number) => string | undefined} */ nameOf) => {
    const counts = /** @type {Map<string, number>} */ (new Map());
    docs.forEach((doc, i) => {
      const name = nameOf(doc, i);
      if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    });
    return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  };
  const years = days.map((day) => String(new Date(day * 864e5).getUTCFullYear()));
  return {
    threads: [...groups.values()],
    years: count((doc) => years[seek(starts, doc + 1) - 1]),
    authors: count((_, i) => names[columns.authors[i] - 1]),
    boards: count((_, i) => boards[threadBoards[columns.threads[i]]]),
  };
}
