// From a query's tree to the posts that match it, in order, as archiver/search/query/evaluate.py finds them. All scores
// are whole numbers, so that every place that answers a query gives the same order.
import { IDF_SCALE, MOST_TERMS, SEARCHED, WEIGHTS } from "./constants.js";
import { keyOf, seek, termOf, total } from "./decode.js";
import { meantBy } from "./query.js";
import { allOf, anyOf, choose, mask, meet, union, whole } from "./sets.js";
import { begin, isNear } from "./spelling.js";
import { loadStemmer } from "./stem.js";
import { fold } from "./tokens.js";
import { _ } from "./translations.js";

/**
 * @typedef {import("./browser_index.js").BrowserIndex} BrowserIndex
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./sets.js").Within} Within
 * @typedef {import("./stem.js").Stem} Stem
 * @typedef {any[]} Node a kind and what it is made of
 * A list of postings, and the factor of its impacts.
 * @typedef {{list: List, weight: number}} Weighted
 * @typedef {import("./sets.js").Plan} Plan
 */

const EARLIEST = 2 ** 31; // minutes before 1970, and before all dates

/** @param {Stem} stem @param {string} word */
export const stemOf = (stem, word) => fold(stem(word));

/** Loads what stems the words of a query, in each language that has a stemmer.
 * @param {BrowserIndex} index @param {Node} node @returns {Promise<Map<string, Stem>>} */
export async function stemmers({ meta }, node) {
  const langs = JSON.stringify(node).includes('["word"') ? meta.stems : [];
  const base = new URL("../", import.meta.url);
  if (langs[0]) import(`${base}search/stemmer.js`).catch(() => {}); // they all import it, as will show later
  const load = async (/** @type {string} */ lang) =>
    /** @type {const} */ ([lang, await loadStemmer(lang, base).catch(() => String)]);
  return new Map(await Promise.all(langs.map(load)));
}

/** Works out the plans of one query. */
class Evaluation {
  hints = /** @type {string[]} */ ([]);
  #plans = /** @type {Map<Node, Promise<Plan>>} */ (new Map());

  /** @param {BrowserIndex} index @param {Promise<Map<string, Stem>>} stems */
  constructor(index, stems) {
    this.index = index;
    this.stems = stems;
    this.n = index.meta.n;
  }

  /** The plan of a node, made once. @param {Node} node @param {boolean} scored */
  plan(node, scored) {
    const plan = this.#plans.get(node) ?? this.#plan(node, scored);
    this.#plans.set(node, plan);
    return plan;
  }

  /** @param {Node} node @param {boolean} scored @returns {Promise<Plan>} */
  async #plan([kind, ...rest], scored) {
    const [field, value] = rest;
    if (kind === "and" || kind === "or") {
      const parts = await Promise.all(rest.map((part) => this.plan(part, scored)));
      return kind === "and" ? allOf(parts) : anyOf(parts);
    }
    if (kind === "required" || kind === "signed") return this.plan(field, scored);
    if (kind === "not") return this.without(await this.plan(field, false));
    if (kind === "dates") return this.days(field, value);
    if (kind === "phrase") return this.phrase(field, value, scored);
    if (kind === "word") return this.leaf(await this.word(field, value));
    if (kind === "value") return this.leaf(await this.lists(SEARCHED[field], value, 0));
    if (kind === "prefix") return this.leaf(await this.expansions(field, value, `${value}*`, () => true));
    if (kind === "fuzzy")
      return this.leaf(await this.expansions(field, begin(value), `${value}~`, (term) => isNear(term, value)));
    return kind === "all" ? this.all() : anyOf([]);
  }

  /** How much a part of a query counts that so many documents have. @param {number} df */
  idf(df) {
    return Math.floor(IDF_SCALE * Math.log2((this.n + 1) / Math.max(1, Math.min(this.n, df))));
  }

  /** @param {Plan} plan @returns {Plan} */
  without(plan) {
    return {
      size: this.n,
      find: async (within) => {
        const docs = await this.all().find(within);
        return choose(docs, mask(docs, await plan.find(docs)), 0);
      },
    };
  }

  /** All documents. */
  all() {
    return whole(this.n, () => this.index.everything());
  }

  /** @param {number | null} first @param {number | null} end @returns {Plan} */
  days(first, end) {
    return {
      size: this.n,
      find: async (within) => {
        const docs = await this.all().find(within);
        const { days } = await this.index.columns(docs);
        return docs.filter((_, i) => days[i] >= (first ?? -Infinity) && days[i] < (end ?? Infinity));
      },
    };
  }

  /** @param {string} letters @param {string} term @param {number} part of the weight @returns {Promise<Weighted[]>} */
  async lists(letters, term, part) {
    const lists = await Promise.all([...letters].map((letter) => this.index.lists(keyOf(letter, term), true)));
    return lists.flat().map((list) => ({ list, weight: part && part * WEIGHTS[list.key[0]] }));
  }

  /** @param {string} field @param {string} word */
  async word(field, word) {
    const letters = SEARCHED[field];
    const exact = fold(word);
    const asked = this.lists(letters, exact, 1); // meanwhile the stemmers are loaded
    asked.catch(() => {}); // it is awaited below
    // Names have no language.
    const stemmed = [...(field === "name" ? [] : await this.stems)].map(async ([lang, stem]) => {
      const root = stemOf(stem, word);
      const others = root === exact ? [] : await this.lists(letters, root, 0.5);
      const own = others.map((weighted) => (this.index.meta.langs[1] ? this.inLang(weighted, lang) : weighted));
      return [...(await this.lists(letters, `${root}~${lang}`, 0.5)), ...(await Promise.all(own))];
    });
    return (await Promise.all([asked, ...stemmed])).flat();
  }

  /** A list cut down to the posts of a language.
   * @param {Weighted} weighted @param {string} lang */
  async inLang(weighted, lang) {
    const both = [this.leaf([weighted]), this.leaf(await this.lists("l", lang, 0))];
    return this.cut(weighted, await allOf(both).find());
  }

  /** A list cut down to some of its documents.
   * @param {Weighted} weighted @param {Float64Array} docs @returns {Promise<Weighted>} */
  async cut({ list, weight }, docs) {
    const postings = await this.index.postings(list, docs);
    const impacts = choose(postings.impacts, mask(postings.docs, docs));
    return { list: { ...list, df: docs.length, docs, impacts }, weight };
  }

  /** The lists of the most frequent terms that begin with `start` and are wanted.
   * @param {string} field @param {string} start @param {string} typed @param {(term: string) => boolean} wanted */
  async expansions(field, start, typed, wanted) {
    const lists = await Promise.all([...SEARCHED[field]].map((letter) => this.index.lists(keyOf(letter, start))));
    const terms = /** @type {Record<string, List[]>} */ (Object.create(null));
    for (const list of lists.flat()) {
      if (!list.key.includes("~") && wanted(termOf(list.key))) (terms[list.key.slice(1)] ??= []).push(list);
    }
    const best = Object.entries(terms)
      .map(([term, lists]) => ({ term, lists, df: total(lists.map(({ df }) => df)) }))
      .sort((a, b) => b.df - a.df || (a.term < b.term ? -1 : 1));
    const hint = '"%(word)s" stands for the %(number)s most frequent of %(all)s words';
    if (best[MOST_TERMS]) this.hints.push(_(hint, { word: typed, number: MOST_TERMS, all: best.length }));
    return best.slice(0, MOST_TERMS).flatMap(({ lists }) => lists.map((list) => ({ list, weight: WEIGHTS[list.key[0]] / 2 })));
  }

  /** What any of the lists has. One factor, `idf`, is that of all of them.
   * @param {Weighted[]} lists @param {number} [idf] */
  leaf(lists, idf) {
    const size = total(lists.map(({ list }) => list.df));
    const factor = idf ?? this.idf(size);
    return {
      size,
      find: async (/** @type {Within} */ within) => {
        const postings = await Promise.all(lists.map(({ list }) => this.index.postings(list, within)));
        return union(postings.map(({ docs }) => docs), within);
      },
      score: (/** @type {Float64Array} */ docs, /** @type {Float64Array} */ scores) =>
        Promise.all(
          lists.map(async ({ list, weight }) => {
            if (!weight || !factor) return;
            const postings = await this.index.postings(list, docs);
            meet(docs, postings.docs, (i, j) => (scores[i] += factor * weight * postings.impacts[j]));
          }),
        ),
    };
  }

  /** @param {string} field @param {string[]} terms @param {boolean} scored @returns {Promise<Plan>} */
  async phrase(field, terms, scored) {
    const different = [...new Set(terms)];
    const wanted = [...SEARCHED[field]].map((letter) =>
      Promise.all(different.map(async (term) => (await this.lists(letter, term, 1))[0])),
    );
    const fields = (await Promise.all(wanted)).filter((lists) => lists.every(Boolean));
    const order = terms.map((term) => different.indexOf(term));
    /** @param {Within} [within] */
    const find = (within) =>
      Promise.all(fields.map((lists) => this.adjacent(lists, order, within)));
    // How rare a phrase is, and so its score, shows only when all documents that have it are found.
    let all = /** @type {ReturnType<typeof find> | undefined} */ (undefined);
    const findAll = () => (all ??= find());
    return {
      size: total(fields.map((lists) => Math.min(...lists.map(({ list }) => list.df)))),
      find: async (within) => union(await (scored ? findAll() : find(within)), within),
      score: async (docs, scores) => {
        const found = await findAll();
        const lists = fields.flatMap((lists, i) => lists.map((weighted) => this.cut(weighted, found[i])));
        return this.leaf(await Promise.all(lists), this.idf(total(found.map(({ length }) => length)))).score(docs, scores);
      },
    };
  }

  /** The documents in which terms of one field follow each other.
   * @param {Weighted[]} lists @param {number[]} order @param {Within} within */
  async adjacent(lists, order, within) {
    const docs = await allOf(lists.map((weighted) => this.leaf([weighted]))).find(within);
    if (order.length < 2) return docs;
    const places = await Promise.all(lists.map(({ list }) => this.index.positions(list, docs)));
    return docs.filter((_, i) =>
      places[0][i].some((start) =>
        order.every((term, step) => places[term][i][seek(places[term][i], start + step)] === start + step),
      ),
    );
  }
}

/** The parts of a query that count for the score: its leaves, but for those that are excluded.
 * @param {Node} node @returns {Node[]} */
export const leavesOf = (node) => {
  const [kind, ...parts] = meantBy(/** @type {[string, ...any[]]} */ (node));
  return kind === "and" || kind === "or" ? parts.flatMap(leavesOf) : kind === "not" ? [] : [[kind, ...parts]];
};

/** The documents that match, in the order that the query asks for, and what stems its words. The score of a document is
 * the sum over all leaves that it has, also over those of an alternative that does not match as a whole.
 * @param {BrowserIndex} index @param {{node: Node, order: string}} query */
export async function evaluate(index, { node, order }) {
  const stems = stemmers(index, node);
  const evaluation = new Evaluation(index, stems);
  const isRanked = order === "relevance";
  const docs = await (await evaluation.plan(node, isRanked)).find();
  const scores = new Float64Array(docs.length);
  const addScores = async (/** @type {Node} */ leaf) => (await evaluation.plan(leaf, true)).score?.(docs, scores);
  if (isRanked) await Promise.all(leavesOf(node).map(addScores));
  // What is sorted by, and the index of a document, fit in one number: this sorts without a function. 2^53 is far beyond
  // all scores and minutes.
  const { minutes } = isRanked ? { minutes: scores } : await index.columns(docs);
  const n = docs.length;
  const ranks = Float64Array.from(minutes, (value, i) => (isRanked ? value : Math.max(value, -EARLIEST) + EARLIEST) * n + i);
  const ordered = ranks.sort().map((rank) => docs[rank % n]);
  const docsInOrder = order === "oldest" ? ordered : ordered.reverse();
  return { docs: docsInOrder, hints: [...new Set(evaluation.hints)], stems: await stems };
}
