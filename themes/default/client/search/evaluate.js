// From a query's tree to the posts that match it, in order. All scores are whole numbers, so that every place that
// answers the same query gives the same order.
import { keyOf, seek, termOf, total } from "./decode.js";
import { cut, meet, sum, sumOf, unscored } from "./sets.js";
import { begin, isNear } from "./spelling.js";
import { loadStemmer } from "./stem.js";
import { fold } from "./tokens.js";

/**
 * @typedef {import("./share.js").Share} Share
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./sets.js").Found} Found
 * @typedef {import("./sets.js").Within} Within
 * @typedef {import("./stem.js").Stem} Stem
 * @typedef {any[]} Node a kind and what it is made of
 * @typedef {{list: List, weight: number}} Given
 * A part of a query: about how many posts it has, and which.
 * @typedef {{size: number, find: (within: Within) => Promise<Found>}} Plan
 */

const MOST = 500; // terms of one beginning
const LETTERS = /** @type {Record<string, string>} */ ({
  ...{ "": "xt", text: "x", title: "t", quoted: "q", name: "n" },
  ...{ author: "a", board: "b", tag: "g", thread: "h", quotes: "c", has: "f", is: "f" },
});
const WEIGHTS = /** @type {Record<string, number>} */ ({ x: 20, t: 60, q: 4, n: 20 });

/** @param {Stem} stem @param {string} word */
export const rootOf = (stem, word) => fold(stem(word));

/** Loads what stems the words of a query, in each language that has a stemmer.
 * @param {Share} share @param {Node} node @returns {Promise<Map<string, Stem>>} */
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

  /** @param {Share} share @param {Promise<Map<string, Stem>>} stems */
  constructor(share, stems) {
    this.share = share;
    this.stems = stems;
    this.n = share.meta.n;
  }

  /** @param {Node} node @param {boolean} scored @returns {Promise<Plan>} */
  async plan([kind, ...rest], scored) {
    const { n } = this;
    const [field, value] = rest;
    if (kind === "and" || kind === "or") {
      const parts = await Promise.all(rest.map((part) => this.plan(part, scored)));
      return kind === "and" ? allOf(parts) : anyOf(parts);
    }
    if (kind === "not") return this.without(await this.plan(field, false));
    if (kind === "dates") return this.days(field, value);
    if (kind === "phrase") return this.phrase(field, value, scored);
    if (kind === "word") return this.leaf(await this.word(field, value));
    if (kind === "value") return this.leaf(await this.lists(LETTERS[field], value, 0));
    if (kind === "prefix") return this.leaf(await this.expansions(field, value, value, () => true));
    if (kind === "fuzzy")
      return this.leaf(await this.expansions(field, begin(value), value, (term) => isNear(term, value)));
    return span(0, kind === "all" ? n : 0);
  }

  /** @param {number} df */
  idf(df) {
    return Math.floor(16 * Math.log2((this.n + 1) / Math.max(1, Math.min(this.n, df))));
  }

  /** @param {Plan} plan @returns {Plan} */
  without(plan) {
    return {
      size: this.n,
      find: async (within) => {
        const { docs } = await span(0, this.n).find(within);
        return unscored(cut(docs, (await plan.find(docs)).docs, true));
      },
    };
  }

  /** @param {number | null} first @param {number | null} end */
  async days(first, end) {
    const { days, starts } = await this.share.days();
    const from = seek(days, first ?? -Infinity);
    return span(starts[from], starts[Math.max(from, seek(days, end ?? Infinity))]);
  }

  /** @param {string} letters @param {string} term @param {number} share of the weight @returns {Promise<Given[]>} */
  async lists(letters, term, share) {
    const lists = await Promise.all([...letters].map((letter) => this.share.lists(keyOf(letter, term), true)));
    return lists.flat().map((list) => ({ list, weight: share && share * WEIGHTS[list.key[0]] }));
  }

  /** @param {string} field @param {string} word */
  async word(field, word) {
    const letters = LETTERS[field];
    const exact = fold(word);
    const asked = this.lists(letters, exact, 1); // meanwhile the stemmers come
    asked.catch(() => {}); // it is waited for below
    // Names have no language.
    const stemmed = [...(field === "name" ? [] : await this.stems)].map(async ([lang, stem]) => {
      const root = rootOf(stem, word);
      const others = root === exact ? [] : await this.lists(letters, root, 0.5);
      const own = others.map((given) => (this.share.meta.langs[1] ? this.among(given, lang) : given));
      return [...(await this.lists(letters, `${root}~${lang}`, 0.5)), ...(await Promise.all(own))];
    });
    return (await Promise.all([asked, ...stemmed])).flat();
  }

  /** A list cut down to the posts of a language.
   * @param {Given} given @param {string} lang @returns {Promise<Given>} */
  async among({ list, weight }, lang) {
    const both = [this.leaf([{ list, weight: 1 }], 1), this.leaf(await this.lists("l", lang, 0))];
    const { docs, scores } = await allOf(both).find(null);
    return { list: { ...list, df: docs.length, docs, impacts: Uint8Array.from(scores), blocks: [] }, weight };
  }

  /** @param {string} field @param {string} start @param {string} text @param {(term: string) => boolean} wanted */
  async expansions(field, start, text, wanted) {
    const lists = await Promise.all([...LETTERS[field]].map((letter) => this.share.lists(keyOf(letter, start))));
    const terms = /** @type {Record<string, List[]>} */ (Object.create(null));
    for (const list of lists.flat()) {
      if (!list.key.includes("~") && wanted(termOf(list.key))) (terms[list.key.slice(1)] ??= []).push(list);
    }
    const best = Object.entries(terms)
      .map(([term, lists]) => ({ term, lists, df: total(lists.map(({ df }) => df)) }))
      .sort((a, b) => b.df - a.df || (a.term < b.term ? -1 : 1));
    if (best[MOST])
      this.hints.push(`“${text}” begins too many words; only the ${MOST} most frequent were looked for`);
    return best.slice(0, MOST).flatMap(({ lists }) => lists.map((list) => ({ list, weight: WEIGHTS[list.key[0]] / 2 })));
  }

  /** What any of the lists has.
   * @param {Given[]} lists @param {number} [idf] @returns {Plan} */
  leaf(lists, idf) {
    const size = total(lists.map(({ list }) => list.df));
    const factor = idf ?? this.idf(size);
    return {
      size,
      find: async (within) => {
        const read = lists.map(async ({ list, weight }) => ({
          ...(await this.share.postings(list, within)),
          weight: weight * factor,
        }));
        return sum(await Promise.all(read), within);
      },
    };
  }

  /** @param {string} field @param {string[]} terms @param {boolean} scored @returns {Promise<Plan>} */
  async phrase(field, terms, scored) {
    const different = [...new Set(terms)];
    const wanted = [...LETTERS[field]].map((letter) =>
      Promise.all(different.map(async (term) => (await this.lists(letter, term, 1))[0])),
    );
    const fields = (await Promise.all(wanted)).filter((lists) => lists.every(Boolean));
    const order = terms.map((term) => different.indexOf(term));
    return {
      size: total(fields.map((lists) => Math.min(...lists.map(({ list }) => list.df)))),
      find: async (within) => {
        // How rare it is, and so its score, shows only when all of them are found.
        const found = await Promise.all(fields.map((lists) => this.adjacent(lists, order, scored ? null : within)));
        return sumOf(found, this.idf(total(found.map(({ docs }) => docs.length))), within);
      },
    };
  }

  /** The documents in which terms of one field follow each other.
   * @param {Given[]} lists @param {number[]} order @param {Within} within */
  async adjacent(lists, order, within) {
    const { docs, scores } = await allOf(lists.map((given) => this.leaf([given], 1))).find(within);
    if (order.length < 2) return { docs, scores };
    const places = await Promise.all(lists.map(({ list }) => this.share.positions(list, docs)));
    const follows = (/** @type {unknown} */ _, /** @type {number} */ i) =>
      places[0][i].some((start) =>
        order.every((term, step) => places[term][i][seek(places[term][i], start + step)] === start + step),
      );
    return { docs: docs.filter(follows), scores: scores.filter(follows) };
  }
}

/** @param {number} first @param {number} end @returns {Plan} */
const span = (first, end) => ({
  size: end - first,
  find: async (within) =>
    unscored(
      within?.subarray(seek(within, first), seek(within, end)) ??
        Uint32Array.from({ length: end - first }, (_, i) => first + i),
    ),
});

/** @param {Plan[]} parts @returns {Plan} */
function allOf(parts) {
  const [first, ...others] = parts.toSorted((a, b) => a.size - b.size);
  return {
    size: first.size,
    find: async (within) => {
      let found = await first.find(within);
      for (const part of others) {
        const { docs, scores } = await part.find(found.docs);
        meet(docs, found.docs, (i, j) => (scores[i] += found.scores[j]));
        found = { docs, scores };
      }
      return found;
    },
  };
}

/** @param {Plan[]} parts @returns {Plan} */
const anyOf = (parts) => ({
  size: total(parts.map(({ size }) => size)),
  find: async (within) => sumOf(await Promise.all(parts.map((part) => part.find(within))), 1, within),
});

/** What a post counts by.
 * @param {Node} node @returns {Node[]} */
const leavesOf = ([kind, ...rest]) =>
  kind === "and" || kind === "or" ? rest.flatMap(leavesOf) : kind === "not" ? [] : [[kind, ...rest]];

/** The documents that match, in the order that the query asks for, and what stems its words.
 * @param {Share} share @param {{node: Node, order: string}} query */
export async function evaluate(share, { node, order }) {
  const stems = stemmers(share, node);
  const evaluation = new Evaluation(share, stems);
  const isRanked = order === "relevance";
  let found = await (await evaluation.plan(node, isRanked)).find(null);
  // A word counts in an alternative, too, that as a whole does not match.
  if (isRanked && /\["or",.*\["and"/.test(JSON.stringify(node)))
    found = await (await evaluation.plan(["or", ["all"], ...leavesOf(node)], true)).find(found.docs);
  const { docs, scores } = found;
  const n = share.meta.n;
  // A score and a document fit in one number: this sorts without a function. 2^53 is far beyond all scores.
  const ranks = isRanked ? scores.map((score, i) => score * n + docs[i]).sort().map((rank) => rank % n) : docs;
  const ordered = Uint32Array.from(ranks);
  const docsInOrder = order === "oldest" ? ordered : ordered.reverse();
  return { docs: docsInOrder, hints: [...new Set(evaluation.hints)], stems: await stems };
}
