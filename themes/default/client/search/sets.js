// Sets of documents, as ascending numbers: intersection, union, difference; and plans that find such sets by reading
// files, each within the documents that others have left.
import { join, seek, total } from "./decode.js";

/**
 * @typedef {Float64Array | undefined} Within documents to choose from; undefined: all documents
 * A part of a query: about how many posts match, which of some match, and what it adds to their scores, if it counts up
 * to `most`. `weigh` tells how much a leaf counts, and how many postings it has.
 * @typedef {{size: number, find: (within?: Within) => Promise<Float64Array>,
 *   weigh?: () => Promise<{idf: number, size: number}>,
 *   score?: (docs: Float64Array, scores: Float64Array, times: number, most?: number) => Promise<unknown>}} Plan
 */

/** Calls `take` with the indices of each number that both lists have.
 * @param {Float64Array} a @param {Float64Array} b @param {(i: number, j: number) => void} take */
export function meet(a, b, take) {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] < b[j]) i = seek(a, b[j], i + 1);
    else if (b[j] < a[i]) j = seek(b, a[i], j + 1);
    else take(i++, j++);
  }
}

/** 1 for each document that any of the lists has, else 0.
 * @param {Float64Array} docs @param {Float64Array[]} lists */
export function mask(docs, ...lists) {
  const met = new Uint8Array(docs.length);
  for (const list of lists) meet(docs, list, (i) => (met[i] = 1));
  return met;
}

/** The documents that any of the lists has.
 * @param {Float64Array[]} lists @param {Within} [within] */
export function union(lists, within) {
  if (within) return choose(within, mask(within, ...lists));
  if (!lists[1]) return lists[0] ?? new Float64Array();
  const all = join(Float64Array, lists).sort();
  return all.filter((doc, i) => doc !== all[i - 1]);
}

/** The values whose place in a mask has a 1, or with `flag` a 0.
 * @template {Float64Array | Uint8Array} A @param {A} values @param {Uint8Array} met @param {number} [flag] @returns {A} */
export const choose = (values, met, flag = 1) => /** @type {any} */ (values.filter((_, i) => met[i] === flag));

/** @param {import("./browser_index.js").BrowserIndex} index @returns {Plan} all documents */
export const everything = (index) => ({
  size: index.meta.n,
  find: async (within) => within ?? index.everything(),
});

/** @param {Plan[]} parts @returns {Plan} */
export function allOf(parts) {
  const [first, ...others] = parts.toSorted((a, b) => a.size - b.size);
  return {
    size: first.size,
    find: async (within) => {
      let docs = await first.find(within);
      for (const part of others) docs = await part.find(docs);
      return docs;
    },
  };
}

/** @param {Plan[]} parts @returns {Plan} */
export const anyOf = (parts) => ({
  size: total(parts.map(({ size }) => size)),
  find: async (within) => union(await Promise.all(parts.map((part) => part.find(within))), within),
});

/** How much a part counts, and how many postings it has. @param {Plan} plan */
export const weigh = async (plan) => (await plan.weigh?.()) ?? { idf: 0, size: plan.size };

/** Parts that must all match, as one part: what a phrase of several words counts that has a synonym.
 * @param {Plan[]} parts @returns {Plan} */
export function joined(parts) {
  const plan = allOf(parts);
  return {
    ...plan,
    weigh: async () => ({ idf: total((await Promise.all(parts.map(weigh))).map(({ idf }) => idf)), size: plan.size }),
    score: async (docs, scores, times, most) => {
      const found = await plan.find(docs);
      const sums = new Float64Array(found.length);
      await Promise.all(parts.map((part) => part.score?.(found, sums, times, most)));
      meet(docs, found, (i, j) => (scores[i] += sums[j]));
    },
  };
}

/** A word as typed, and what else it stands for, as one part: a post's score is that of its best alternative. The others
 * count half of what the word as typed counts, and up to as much.
 * @param {Plan[]} parts the word as typed first @param {number[]} terms how many terms each adds up @returns {Plan} */
export function bestOf(parts, terms) {
  const plan = anyOf(parts);
  return {
    ...plan,
    weigh: async () => {
      const weights = await Promise.all(parts.map(weigh));
      return { idf: Math.min(...weights.map(({ idf }) => idf)), size: total(weights.map(({ size }) => size)) };
    },
    score: async (docs, scores, times, most = Infinity) => {
      const limit = Math.min(most, (await weigh(parts[0])).idf);
      const found = await Promise.all(
        parts.map(async (part) => {
          const sums = new Float64Array(docs.length);
          await part.score?.(docs, sums, 1, limit);
          return sums;
        }),
      );
      scores.forEach((_, i) => {
        scores[i] += times * Math.max(...found.map((sums, part) => (part ? Math.floor(sums[i] / terms[part] / 2) : sums[i])));
      });
    },
  };
}
