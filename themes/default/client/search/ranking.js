// Puts posts that match in order, and finds those that match in part, as archiver/search/query/ranking.py does.
import { alternativesOf, leavesOf, loosen, scoredOf, textOf } from "./clauses.js";
import { LOOSE_POSTINGS, MOST_PARTIAL, NAMED, SHARES } from "./constants.js";
import { total } from "./decode.js";
import { choose, mask, union, weigh } from "./sets.js";

/**
 * @typedef {import("./clauses.js").Clause} Clause
 * @typedef {import("./evaluate.js").Evaluation} Evaluation
 * @typedef {import("./query.js").Node} Node
 * @typedef {import("./sets.js").Plan} Plan
 * @typedef {{typed: string, plan: Plan, times: number, idf: number, size: number, find: () => Promise<Float64Array>}} EvaluatedClause
 */

/** Documents by their scores, the highest first; of equal scores the newest first.
 * @param {Evaluation} evaluation @param {Node} node @param {Float64Array} docs */
export async function rankMatches(evaluation, node, docs) {
  const plans = await Promise.all(scoredOf(node).map(async (part) => ({ plan: await evaluation.leaves.plan(part), times: 1 })));
  const clauses = await Promise.all(alternativesOf(node).map((clause) => evaluateClause(evaluation, clause)));
  return rank(evaluation, plans, clauses.filter(({ size }) => size), docs);
}

/** The best documents that match in part, without those that match as a whole; and the clauses that documents are said
 * to lack, of those by which they were found, and of those that no post has.
 * @param {Evaluation} evaluation @param {Node} node @param {Float64Array} matching */
export async function findPartial(evaluation, node, matching) {
  const found = await findLoose(evaluation, loosen(node), matching);
  return found.docs.length || matching.length ? found : findLoose(evaluation, loosen(node, true), matching);
}

/** @param {Evaluation} evaluation @param {ReturnType<typeof loosen>} loose @param {Float64Array} matching */
async function findLoose(evaluation, loose, matching) {
  const clauses = await Promise.all(loose.clauses.map((clause) => evaluateClause(evaluation, clause)));
  const rarest = rarestOf(clauses);
  const highest = Math.max(...clauses.map(({ idf }) => idf));
  let docs = union(await Promise.all(rarest.map(({ find }) => find())));
  const required = loose.required ? scoredOf(loose.required) : [];
  if (loose.required) {
    const plan = await evaluation.plan(loose.required);
    docs = await plan.find(docs);
    // No post has any of the other words: if words are required, they are enough.
    if (!docs.length && required.flatMap(leavesOf).some(textOf)) docs = await plan.find();
  }
  docs = choose(docs, mask(docs, matching), 0);
  const plans = [
    ...(await Promise.all(required.map((part) => evaluation.leaves.plan(part)))).map((plan) => ({ plan, times: 1 })),
    ...rarest,
  ];
  return {
    docs: (await rank(evaluation, plans, rarest, docs)).subarray(0, MOST_PARTIAL),
    clauses: clauses.filter((clause) => (!clause.size || rarest.includes(clause)) && NAMED * clause.idf >= highest),
    hints: docs[0] === undefined ? [] : loose.hints,
  };
}

/** @param {Evaluation} evaluation @param {Clause} clause @returns {Promise<EvaluatedClause>} */
async function evaluateClause(evaluation, { typed, node, times }) {
  const plan = await evaluation.leaves.plan(node);
  const { idf, size } = await weigh(plan);
  let found = /** @type {Promise<Float64Array> | undefined} */ (undefined);
  return { typed, plan, times, idf: idf * times, size, find: () => (found ??= plan.find()) };
}

/** The rarest clauses that have together up to LOOSE_POSTINGS postings, and one in any case.
 * @param {EvaluatedClause[]} clauses */
function rarestOf(clauses) {
  const known = clauses.filter(({ size }) => size).sort((a, b) => a.size - b.size);
  let postings = 0;
  const rarest = known.filter(({ size }) => (postings += size) <= LOOSE_POSTINGS);
  return rarest[0] ? rarest : known.slice(0, 1);
}

/** @param {Evaluation} evaluation @param {{plan: Plan, times: number}[]} plans @param {EvaluatedClause[]} clauses @param {Float64Array} docs */
async function rank({ index }, plans, clauses, docs) {
  const scores = new Float64Array(docs.length);
  await Promise.all(plans.map(({ plan, times }) => plan.score?.(docs, scores, times)));
  const all = total(clauses.map(({ idf }) => idf));
  if (clauses[1] && all) {
    const inPosts = new Float64Array(docs.length);
    const inThreads = new Float64Array(docs.length);
    const threads = await index.threadsOf(docs);
    await Promise.all(
      clauses.map(async ({ idf, find }) => {
        const found = await find();
        mask(docs, found).forEach((isThere, i) => (inPosts[i] += isThere * idf));
        const having = new Set(await index.threadsOf(found));
        threads.forEach((thread, i) => having.has(thread) && (inThreads[i] += idf));
      }),
    );
    const share = (/** @type {number} */ part) => Math.floor((SHARES * part) / all) / SHARES;
    scores.forEach((score, i) => {
      const inPost = Math.floor(SHARES * Math.sqrt(Math.sqrt(share(inPosts[i]))));
      const factor = inPost * Math.floor(SHARES * Math.sqrt(share(inThreads[i])));
      scores[i] = Math.floor((score * factor) / SHARES ** 2);
    });
  }
  // A score and a place fit in one number: this sorts without a function. 2^53 is far beyond all scores.
  const n = docs.length;
  const ranks = scores.map((score, i) => score * n + i).sort().map((rank) => docs[rank % n]);
  return Float64Array.from(ranks).reverse();
}

/** Which words of a query documents lack, and which of these their threads have.
 * @param {Evaluation} evaluation @param {EvaluatedClause[]} clauses @param {Float64Array} docs */
export async function findMissing({ index }, clauses, docs) {
  const words = /** @type {Map<string, EvaluatedClause[]>} */ (new Map());
  for (const clause of clauses) words.set(clause.typed, [...(words.get(clause.typed) ?? []), clause]);
  const threads = await index.threadsOf(docs);
  const found = await Promise.all(
    [...words].map(async ([word, clauses]) => {
      const having = await Promise.all(clauses.map(async ({ find }) => new Set(await find())));
      const threadsHaving = await Promise.all(clauses.map(async ({ find }) => new Set(await index.threadsOf(await find()))));
      /** @param {(clause: number) => unknown} has */
      const isThere = (has) => 2 * clauses.filter((_, clause) => has(clause)).length >= clauses.length;
      const inPost = (/** @type {number} */ i) => isThere((clause) => having[clause].has(docs[i]));
      const inThread = (/** @type {number} */ i) => isThere((clause) => threadsHaving[clause].has(threads[i]));
      return { word, inPost, inThread };
    }),
  );
  return Array.from(docs, (_, i) => {
    const missing = found.filter(({ inPost }) => !inPost(i));
    const words = (/** @type {typeof found} */ some) => some.map(({ word }) => word);
    return { without: words(missing), inThread: words(missing.filter(({ inThread }) => inThread(i))) };
  });
}
