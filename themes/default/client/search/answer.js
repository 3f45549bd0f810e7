// Answers a query from the index that is published for browsers: what the search page shows, as plain values.
// `search/page_answers.py` gives the same values as JSON, which server.js reads.
import { loadScript } from "../scripts.js";
import { FEW, FIRST_POSTS, POSTS_OF_ROW } from "./constants.js";
import { countAll } from "./counts.js";
import { leavesOf } from "./clauses.js";
import { groupBy, join } from "./decode.js";
import { evaluate } from "./evaluate.js";
import { parseQuery } from "./query.js";
import { findPassage, findWeights, markAll } from "./snippet.js";

/**
 * @typedef {import("./browser_index.js").BrowserIndex} BrowserIndex
 * @typedef {Awaited<ReturnType<typeof evaluate>>} Evaluated
 * @typedef {import("./snippet.js").Parts} Parts
 * @typedef {[name: string, posts: number][]} Counts
 * @typedef {{url: string, thread: string, title: Parts, board: string, number: number, author: string | null,
 *   date: string | null, lang: string, excerpt: Parts, isPartial: boolean, without: string[], inThread: string[],
 *   quotedAuthors: string[]}} Hit
 * A row has hits of one thread, or one hit. Rows of posts that match a part of the query (isPartial) follow the others:
 * they lack the words `without`, of which their threads have those `inThread`.
 * @typedef {Hit[]} Row
 * `spelling`: the query with other words; `without`: without a word; `quoted`: with a word looked for in quotes.
 * @typedef {{message: string, query: string, word?: string, total?: number}} Advice
 * Counts of all posts that match. `groups` is the number of all rows, `sizes` the number of posts that match in the
 * thread of each row.
 * @typedef {{threads: number, groups: number, sizes: number[], years: Counts, authors: Counts, boards: Counts,
 *   more: (start: number) => Promise<Row[]>}} Rest
 * `total` posts match as a whole, and `partial` ones in part.
 * @typedef {{text: string, order: string, group: string, total: number, partial: number, hints: string[], rows: Row[],
 *   advice: () => AsyncIterable<Advice> | Advice[], rest: () => Promise<Rest>}} Answer
 */

const MORE = 10; // rows

/** @param {{excerpt: Parts}} passage */
const hasMarks = ({ excerpt }) => excerpt.some(([, isMarked]) => isMarked);

/** Other queries for one that finds few posts, by a script that is loaded for them.
 * @param {BrowserIndex} index @param {string} text @param {Evaluated} evaluated @returns {AsyncGenerator<Advice>} */
async function* adviceFor(index, text, evaluated) {
  const { findAdvice } = await loadScript(new URL("assets/search/advice.js", index.root));
  yield* findAdvice(index, text, evaluated);
}

/** The first rows. `rest` reads further files.
 * @param {BrowserIndex} index @param {string} text @returns {Promise<Answer>} */
export async function answerFromIndex(index, text) {
  const today = Date.parse(new Date().toLocaleDateString("sv", { timeZone: index.meta.zone })) / 864e5;
  const query = parseQuery(text, today);
  const evaluated = await evaluate(index, query);
  const { docs, partial, sorted, missing, node, idfs, hints, stems } = evaluated;
  const isQuoted = leavesOf(node).some(([, field]) => field === "quoted");
  /** @param {{docs: number[], isPartial: boolean}} group @returns {Promise<Row>} */
  const rowOf = async ({ docs, isPartial }) => {
    const shown = Float64Array.from(docs).subarray(0, POSTS_OF_ROW);
    const words = isPartial ? await missing(shown) : [];
    return (await index.posts(shown)).map(({ title, text, quoted, authors, ...post }, i) => {
      const weigh = findWeights(node, stems.get(post.lang), idfs, isPartial);
      const own = findPassage(text, weigh);
      const quote = isQuoted || !hasMarks(own) ? findPassage(quoted, weigh, authors) : own;
      return {
        ...post,
        title: markAll(title, weigh),
        ...(isQuoted || hasMarks(quote) ? quote : own),
        isPartial,
        ...(words[i] ?? { without: [], inThread: [] }),
      };
    });
  };
  /** Numbers that are equal for documents of one row. @param {Float64Array} docs */
  const keysOf = async (docs) => (query.group === "none" ? docs : index.threadsOf(docs));
  /** The documents of each row. @param {Float64Array[]} found documents that match as a whole, and in part */
  const groupsOf = async (...found) => {
    const groups = await Promise.all(found.map(async (docs) => groupBy(await keysOf(docs), docs)));
    return groups.flatMap((some, part) => some.map((docs) => ({ docs, isPartial: part > 0 })));
  };
  const first = [docs.subarray(0, FIRST_POSTS), partial.subarray(0, Math.max(0, FIRST_POSTS - docs.length))];
  return {
    ...query,
    text,
    total: docs.length,
    partial: partial.length,
    hints: [...query.hints, ...(docs.length ? [] : query.readings), ...hints],
    rows: await Promise.all((await groupsOf(...first)).map(rowOf)),
    advice: () => (docs.length < FEW ? adviceFor(index, text, evaluated) : []),
    rest: async () => {
      const all = await sorted();
      const groups = await groupsOf(all, partial);
      const both = docs.length && partial.length ? await groupsOf(join(Float64Array, [docs, partial])) : [];
      return {
        ...(await countAll(index, docs.length ? all : partial)),
        threads: new Set(await index.threadsOf(all)).size,
        groups: groups.length,
        sizes: groups.map((group) => (both.find(({ docs }) => docs.includes(group.docs[0])) ?? group).docs.length),
        more: (start) => Promise.all(groups.slice(start, start + MORE).map(rowOf)),
      };
    },
  };
}
