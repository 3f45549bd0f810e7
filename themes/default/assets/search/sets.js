// Rising numbers of documents, with scores: what both have, what any has.
import { seek } from "./decode.js";

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

/** @param {Uint32Array[]} lists */
function union(lists) {
  if (lists.length === 1) return lists[0];
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort().filter((doc, i) => !i || doc !== all[i - 1]);
}

/** @param {Uint32Array} docs @param {Uint32Array} others @param {boolean} [without] */
export function cut(docs, others, without = false) {
  const met = new Uint8Array(docs.length);
  meet(docs, others, (i) => (met[i] = 1));
  return docs.filter((_, i) => met[i] === (without ? 0 : 1));
}

/** The documents of any of these lists, with the sums of their impacts.
 * @param {Weighed[]} lists @param {Within} within @returns {Found} */
export function sum(lists, within) {
  const base = within ?? union(lists.map(({ docs }) => docs));
  const sums = new Float64Array(base.length);
  const met = new Uint8Array(base.length);
  for (const { docs, impacts, weight } of lists) {
    meet(base, docs, (i, j) => {
      met[i] = 1;
      if (weight) sums[i] += weight * impacts[j];
    });
  }
  if (!within) return { docs: base, scores: sums };
  const isMet = (/** @type {unknown} */ _, /** @type {number} */ i) => met[i] > 0;
  return { docs: base.filter(isMet), scores: sums.filter(isMet) };
}

/** @param {Found[]} found @param {number} weight @param {Within} within */
export const sumOf = (found, weight, within) =>
  sum(
    found.map(({ docs, scores }) => ({ docs, impacts: scores, weight })),
    within,
  );

/** @param {Uint32Array} docs @returns {Found} */
export const unscored = (docs) => ({ docs, scores: new Float64Array(docs.length) });
