// Rising numbers of documents, with scores: what both have, what any has.
import { join, seek } from "./decode.js";

/**
 * @typedef {Uint32Array | null} Within documents of which some are looked for; null: all
 * @typedef {{docs: Uint32Array, impacts: ArrayLike<number>, weight: number}} Weighed
 * @typedef {{docs: Uint32Array, scores: Float64Array}} Found
 */

/** @param {Uint32Array} a @param {Uint32Array} b @param {(i: number, j: number) => void} take */
export function meet(a, b, take) {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] < b[j]) i = seek(a, b[j], i + 1);
    else if (b[j] < a[i]) j = seek(b, a[i], j + 1);
    else take(i++, j++);
  }
}

/** The documents that others have, too; or those that they have not.
 * @param {Uint32Array} docs @param {Uint32Array} others @param {boolean} [without] */
export function cut(docs, others, without = false) {
  const met = new Uint8Array(docs.length);
  meet(docs, others, (i) => (met[i] = 1));
  return docs.filter((_, i) => !met[i] === without);
}

/** The documents of any of these lists, with the sums of their impacts.
 * @param {Weighed[]} lists @param {Within} within @returns {Found} */
export function sum(lists, within) {
  const all = within ?? join(Uint32Array, lists.map(({ docs }) => docs)).sort();
  const docs = within ?? all.filter((doc, i) => doc !== all[i - 1]);
  const scores = new Float64Array(docs.length);
  const met = new Uint8Array(docs.length);
  for (const list of lists) {
    meet(docs, list.docs, (i, j) => {
      met[i] = 1;
      scores[i] += list.weight && list.weight * list.impacts[j];
    });
  }
  const isMet = (/** @type {unknown} */ _, /** @type {number} */ i) => met[i];
  return { docs: docs.filter(isMet), scores: scores.filter(isMet) };
}

/** @param {Found[]} found @param {number} weight @param {Within} within */
export const sumOf = (found, weight, within) =>
  sum(
    found.map(({ docs, scores }) => ({ docs, impacts: scores, weight })),
    within,
  );

/** @param {Uint32Array} docs @returns {Found} */
export const unscored = (docs) => ({ docs, scores: new Float64Array(docs.length) });
