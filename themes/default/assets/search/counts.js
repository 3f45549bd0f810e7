// What is known of all that a query finds, once the first of it is shown.
import { seek } from "./decode.js";

/** The threads of these documents in order, each with its documents, and how many there are in each year, by each
 * author, on each board.
 * @param {import("./share.js").Share} share @param {Uint32Array} docs */
export async function countAll(share, docs) {
  const [{ days, starts }, columns] = await Promise.all([share.days(), share.columns(docs)]);
  const { names, boards, threadBoards } = columns;
  const threads = /** @type {Map<number, number[]>} */ (new Map());
  const counts = [new Map(), new Map(), new Map()];
  const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ name) =>
    name && map.set(name, (map.get(name) ?? 0) + 1);
  const years = days.map((day) => String(new Date(day * 864e5).getUTCFullYear()));
  docs.forEach((doc, i) => {
    const thread = columns.threads[i];
    threads.get(thread)?.push(doc) ?? threads.set(thread, [doc]);
    add(counts[0], years[seek(starts, doc + 1) - 1]);
    add(counts[1], names[columns.authors[i] - 1]);
    add(counts[2], boards[threadBoards[thread]]);
  });
  const best = counts.map((map) => [...map].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
  return { threads: [...threads.values()], years: best[0], authors: best[1], boards: best[2] };
}
