// From a query's tree to the posts that match it, in order, as archiver/search/query/evaluate.py finds them. All scores
// are whole numbers, so that every place that answers a query gives the same order.
import { loadScript } from "../scripts.js";
import { leavesOf, textOf } from "./clauses.js";
import { FEW, FIRST_POSTS, NAMED } from "./constants.js";
import { join } from "./decode.js";
import { Leaves } from "./leaves.js";
import { meantBy } from "./query.js";
import { findMissing, findPartial, rankMatches } from "./ranking.js";
import { allOf, anyOf, choose, everything, mask } from "./sets.js";
import { _ } from "./translations.js";

/**
 * @typedef {import("./browser_index.js").BrowserIndex} BrowserIndex
 * @typedef {import("./query.js").Node} Node
 * @typedef {import("./sets.js").Plan} Plan
 */

const EARLIEST = 2 ** 31; // minutes before 1970, and before all dates

/** Works out the plans of one query. */
export class Evaluation {
  hints = /** @type {string[]} */ ([]);
  #widen = /** @type {Promise<(node: Node) => Promise<Node>> | undefined} */ (undefined);

  /** @param {BrowserIndex} index */
  constructor(index) {
    this.index = index;
    this.leaves = new Leaves(index);
    this.n = index.meta.n;
  }

  /** The plan of a node. @param {Node} node @returns {Promise<Plan>} */
  async plan(node) {
    const [kind, ...rest] = meantBy(node);
    if (kind === "not") return this.without(await this.plan(rest[0]));
    if (kind !== "and" && kind !== "or") return this.leaves.plan([kind, ...rest]);
    const parts = await Promise.all(rest.map((part) => this.plan(part)));
    return kind === "and" ? allOf(parts) : anyOf(parts);
  }

  /** The documents that match a node, in the order of their numbers. @param {Node} node */
  async find(node) {
    return (await this.plan(node)).find();
  }

  /** @param {Plan} plan @returns {Plan} */
  without(plan) {
    return {
      size: this.n,
      find: async (within) => {
        const docs = await everything(this.index).find(within);
        return choose(docs, mask(docs, await plan.find(docs)), 0);
      },
    };
  }

  /** The tree, with the synonyms of its words, if the site has any. @param {Node} node @returns {Promise<Node>} */
  async widen(node) {
    const { synonyms } = this.index.meta;
    if (!synonyms) return node;
    const { widener } = await loadScript(new URL("assets/search/synonyms.js", this.index.root));
    return (await (this.#widen ??= widener(synonyms, this)))(node);
  }

  /** The tree, in which authors and tags are words that the index does not have. This index does not have the words of a
   * thread, so it finds nothing like it. @param {Node} node @returns {Promise<Node>} */
  async resolve(node) {
    const [kind, ...rest] = node;
    if (kind === "and" || kind === "or" || kind === "required" || kind === "not")
      return [kind, ...(await Promise.all(rest.map((part) => this.resolve(part))))];
    const [meant, typed] = rest;
    if (meant === "like") {
      this.hints.push(_('"like:" is answered on the command line and in the preview'));
      return ["none"];
    }
    const has = async (/** @type {Node} */ node) => (await this.find(node))[0] !== undefined;
    if (kind !== "signed" || meant[0] === "not" || (await has(meant))) return node;
    const [, field] = leavesOf(meant).find(([kind]) => kind === "value") ?? [];
    const message = _('there is no %(field)s "%(word)s"; the word was searched', { field, word: leavesOf(typed).map(textOf).join(" ") });
    if (await has(typed)) this.hints.push(message);
    return typed;
  }
}

/** Documents by their dates, those without a date first.
 * @param {BrowserIndex} index @param {Float64Array} docs */
async function sortByDate(index, docs) {
  const { minutes } = await index.columns(docs);
  const n = docs.length;
  // A minute and a place fit in one number: this sorts without a function.
  const ranks = Float64Array.from(minutes, (minute, i) => (Math.max(minute, -EARLIEST) + EARLIEST) * n + i);
  return ranks.sort().map((rank) => docs[rank % n]);
}

/** Documents, of which the first FIRST_POSTS are those of the lowest dates, in order, or with `newest` of the highest. It
 * reads the times of those days alone.
 * @param {BrowserIndex} index @param {Float64Array} docs @param {boolean} newest */
async function beginByDate(index, docs, newest) {
  const sign = newest ? -1 : 1;
  const days = (await index.days(docs)).map((day) => (day === day ? day : -EARLIEST) * sign);
  // A day more: where clocks are set back at midnight, days overlap.
  const last = days.slice().sort()[Math.min(FIRST_POSTS, docs.length) - 1] + 1;
  const near = await sortByDate(index, docs.filter((_, i) => days[i] <= last));
  return join(Float64Array, [newest ? near.reverse() : near, docs.filter((_, i) => days[i] > last)]);
}

/** The documents that match, of which the first FIRST_POSTS are in the order that the query asks for; those that match in
 * part, if there are few others and the order is by relevance; and what stems the words of the query, whose tree is `typed`,
 * or `node` with synonyms.
 * @param {BrowserIndex} index @param {{node: Node, order: string}} query */
export async function evaluate(index, query) {
  const evaluation = new Evaluation(index);
  const typed = await evaluation.resolve(query.node);
  const node = await evaluation.widen(typed);
  const found = await evaluation.find(node);
  const isRanked = query.order === "relevance";
  const isNewest = query.order === "newest";
  const docs = isRanked ? await rankMatches(evaluation, node, found) : await beginByDate(index, found, isNewest);
  const isLoose = isRanked && docs.length < FEW;
  const partial = isLoose ? await findPartial(evaluation, node, found) : { docs: new Float64Array(), clauses: [], hints: [] };
  const hints = [...evaluation.hints, ...evaluation.leaves.hints, ...partial.hints];
  const weighWords = (/** @type {Node} */ node) => {
    const words = leavesOf(node).filter(([kind, field]) => kind === "word" && field !== "name");
    return Promise.all(
      words.map(async (word) => {
        const { idf, size } = (await (await evaluation.leaves.plan(word)).weigh?.()) ?? { idf: 0, size: 0 };
        return { word: word[2], idf, size };
      }),
    );
  };
  const highest = Math.max(...(await weighWords(typed)).map(({ idf, size }) => size && idf));
  const highlighted = (await weighWords(node)).filter(({ idf }) => NAMED * idf >= highest);
  return {
    docs,
    partial: partial.docs,
    /** All of the documents that match, in order: by date `docs` has only the first ones in their places. */
    sorted: async () => {
      if (isRanked) return docs;
      const sorted = await sortByDate(index, found);
      return isNewest ? sorted.reverse() : sorted;
    },
    /** @param {Float64Array} docs */
    missing: (docs) => findMissing(evaluation, partial.clauses, docs),
    /** How many documents match another tree as a whole. @param {Node} node */
    count: async (node) => (await evaluation.find(await evaluation.widen(node))).length,
    typed,
    node,
    /** How much the words of the query count that are highlighted. */
    idfs: new Map(highlighted.map(({ word, idf }) => [word, idf])),
    hints: [...new Set(hints)],
    stems: await evaluation.leaves.stems(),
  };
}
