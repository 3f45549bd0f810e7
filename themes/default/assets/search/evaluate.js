// From a query's tree to the posts that match it, in order. All scores are whole numbers, so that every place that
// answers the same query gives the same order.
import { keyOf, seek, termOf } from "./decode.js";
import { cut, meet, sum, sumOf, unscored } from "./sets.js";
import { begin, isNear } from "./spelling.js";
import { loadStemmer } from "./stem.js";
import { fold } from "./tokens.js";

/**
 * @typedef {import("./share.js").Share} Share
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./sets.js").Found} Found
 * @typedef {import("./sets.js").Within} Within
 * @typedef {(word: string) => string} Stem
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

const known = /** @type {Record<string, Promise<Stem>>} */ ({});

/** Loads what stems the words of a query, in each language of the archive; words of other languages are their stems.
 * @param {Share} share @param {Node} node @returns {Promise<Map<string, Stem>>} */
export async function stemmers({ meta }, node) {
  const langs = JSON.stringify(node).includes('["word"') ? meta.langs : [];
  const load = (/** @type {string} */ lang) =>
    loadStemmer(lang, new URL("../", import.meta.url).href).catch(() => String);
  return new Map(
    await Promise.all(langs.map(async (lang) => /** @type {const} */ ([lang, await (known[lang] ??= load(lang))]))),
  );
}

class Evaluation {
  hints = /** @type {string[]} */ ([]);

  /** @param {Share} share @param {Map<string, Stem>} stems */
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
      return kind === "and" ? allOf(parts) : anyOf(parts, n);
    }
    if (kind === "not") return this.#without(await this.plan(field, false));
    if (kind === "dates") return this.#range(...(await this.#days(field, value)));
    if (kind === "all") return this.#range(0, n);
    if (kind === "phrase") return this.#phrase(field, value, scored);
    if (kind === "word") return this.#leaf(await this.#word(field, value));
    if (kind === "value") return this.#leaf(await this.#lists(LETTERS[field], value, 0));
    if (kind === "prefix") return this.#leaf(await this.#expansions(field, value, value, () => true));
    if (kind === "fuzzy")
      return this.#leaf(await this.#expansions(field, begin(value), value, (term) => isNear(term, value)));
    return this.#range(0, 0);
  }

  /** @param {number} df */
  #idf(df) {
    return Math.floor(16 * Math.log2((this.n + 1) / Math.max(1, Math.min(this.n, df))));
  }

  /** @param {number} first @param {number} end @returns {Plan} */
  #range(first, end) {
    return {
      size: end - first,
      find: async (within) =>
        unscored(
          within?.subarray(seek(within, first), seek(within, end)) ??
            Uint32Array.from({ length: end - first }, (_, i) => first + i),
        ),
    };
  }

  /** @param {Plan} plan @returns {Plan} */
  #without(plan) {
    const all = this.#range(0, this.n);
    return {
      size: this.n,
      find: async (within) => {
        const { docs } = await all.find(within);
        return unscored(cut(docs, (await plan.find(docs)).docs, true));
      },
    };
  }

  /** @param {number | null} first @param {number | null} end @returns {Promise<[number, number]>} */
  async #days(first, end) {
    const { days, starts } = await this.share.days();
    const from = first === null ? 0 : seek(days, first);
    return [starts[from], starts[Math.max(from, end === null ? days.length : seek(days, end))]];
  }

  /** @param {string} letters @param {string} term @param {number} share of the weight @returns {Promise<Given[]>} */
  async #lists(letters, term, share) {
    const lists = await Promise.all([...letters].map((letter) => this.share.lists(keyOf(letter, term), true)));
    return lists.flat().map((list) => ({ list, weight: share * (WEIGHTS[list.key[0]] ?? 0) }));
  }

  /** @param {string} field @param {string} word */
  async #word(field, word) {
    const letters = LETTERS[field];
    const exact = fold(word);
    // Names have no language.
    const stemmed = [...(field === "name" ? [] : this.stems)].map(async ([lang, stem]) => {
      const root = rootOf(stem, word);
      const others = root === exact ? [] : await this.#lists(letters, root, 0.5);
      const only = this.stems.size > 1 ? await this.share.lists(keyOf("l", lang), true) : [];
      const own = this.stems.size > 1 ? others.map(({ list, weight }) => this.#among(list, weight, only[0])) : others;
      return [...(await this.#lists(letters, `${root}~${lang}`, 0.5)), ...(await Promise.all(own))];
    });
    return (await Promise.all([this.#lists(letters, exact, 1), ...stemmed])).flat();
  }

  /** A list cut down to the posts of another one.
   * @param {List} list @param {number} weight @param {List | undefined} only */
  async #among(list, weight, only) {
    const { docs, impacts } = await this.share.postings(list);
    const own = only ? (await this.share.postings(only, docs)).docs : new Uint32Array();
    const met = sum([{ docs, impacts, weight: 1 }], cut(docs, own));
    return {
      list: { ...list, df: met.docs.length, docs: met.docs, impacts: Uint8Array.from(met.scores), blocks: [] },
      weight,
    };
  }

  /** @param {string} field @param {string} start @param {string} text @param {(term: string) => boolean} wanted */
  async #expansions(field, start, text, wanted) {
    const lists = await Promise.all([...LETTERS[field]].map((letter) => this.share.lists(keyOf(letter, start))));
    const terms = /** @type {Map<string, List[]>} */ (new Map());
    for (const list of lists.flat()) {
      const term = list.key.slice(1);
      if (terms.has(term)) terms.get(term)?.push(list);
      else if (!term.includes("~") && wanted(termOf(list.key))) terms.set(term, [list]);
    }
    const df = (/** @type {List[]} */ lists) => lists.reduce((sum, list) => sum + list.df, 0);
    const best = [...terms].sort(([a, x], [b, y]) => df(y) - df(x) || (a < b ? -1 : 1));
    if (best.length > MOST)
      this.hints.push(`“${text}” begins too many words; only the ${MOST} most frequent were looked for`);
    return best
      .slice(0, MOST)
      .flatMap(([, lists]) => lists.map((list) => ({ list, weight: WEIGHTS[list.key[0]] / 2 })));
  }

  /** @param {Given[]} lists @param {number} idf @param {Within} within */
  async #sum(lists, idf, within) {
    const read = lists.map(async ({ list, weight }) => ({
      ...(await this.share.postings(list, within)),
      weight: weight * idf,
    }));
    return sum(await Promise.all(read), within);
  }

  /** @param {Given[]} lists @returns {Plan} */
  #leaf(lists) {
    const df = lists.reduce((sum, { list }) => sum + list.df, 0);
    const idf = this.#idf(df);
    return { size: df, find: (within) => this.#sum(lists, idf, within) };
  }

  /** @param {string} field @param {string[]} terms @param {boolean} scored @returns {Promise<Plan>} */
  async #phrase(field, terms, scored) {
    const different = [...new Set(terms)];
    const wanted = [...LETTERS[field]].map(async (letter) => {
      const lists = await Promise.all(different.map((term) => this.#lists(letter, term, 1)));
      return lists.every((list) => list.length) ? [lists.map(([one]) => one)] : [];
    });
    const fields = (await Promise.all(wanted)).flat();
    const size = fields.reduce((sum, lists) => sum + Math.min(...lists.map(({ list }) => list.df)), 0);
    const order = terms.map((term) => different.indexOf(term));
    return {
      size,
      find: async (within) => {
        // How rare it is, and so its score, shows only when all of them are found.
        const found = await Promise.all(fields.map((lists) => this.#adjacent(lists, order, scored ? null : within)));
        return sumOf(found, this.#idf(found.reduce((sum, { docs }) => sum + docs.length, 0)), within);
      },
    };
  }

  /** The documents in which terms of one field follow each other.
   * @param {Given[]} lists @param {number[]} order @param {Within} within */
  async #adjacent(lists, order, within) {
    const plans = lists.map(
      (one) => /** @type {Plan} */ ({ size: one.list.df, find: (among) => this.#sum([one], 1, among) }),
    );
    const { docs, scores } = await allOf(plans).find(within);
    if (order.length < 2) return { docs, scores };
    const places = await Promise.all(lists.map(({ list }) => this.share.positions(list, docs)));
    const follows = (/** @type {unknown} */ _, /** @type {number} */ i) =>
      places[0][i].some((start) =>
        order.every((term, step) => places[term][i][seek(places[term][i], start + step)] === start + step),
      );
    return { docs: docs.filter(follows), scores: scores.filter(follows) };
  }
}

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

/** @param {Plan[]} parts @param {number} n @returns {Plan} */
function anyOf(parts, n) {
  return {
    size: Math.min(
      n,
      parts.reduce((sum, { size }) => sum + size, 0),
    ),
    find: async (within) => sumOf(await Promise.all(parts.map((part) => part.find(within))), 1, within),
  };
}

/** What a post counts by.
 * @param {Node} node @returns {Node[]} */
const leavesOf = ([kind, ...rest]) =>
  kind === "and" || kind === "or" ? rest.flatMap(leavesOf) : kind === "not" ? [] : [[kind, ...rest]];

/** The documents that match, in the order that the query asks for.
 * @param {Share} share @param {{node: Node, order: string}} query */
export async function evaluate(share, { node, order }) {
  const evaluation = new Evaluation(share, await stemmers(share, node));
  const ranked = order === "relevance";
  let found = await (await evaluation.plan(node, ranked)).find(null);
  // A word counts in an alternative, too, that as a whole does not match.
  if (ranked && /\["or",.*\["and"/.test(JSON.stringify(node)))
    found = await (await evaluation.plan(["or", ["all"], ...leavesOf(node)], true)).find(found.docs);
  const { docs, scores } = found;
  const n = share.meta.n;
  // A score and a document fit in one number: this sorts without a function. 2^53 is far beyond all scores.
  const ranks = ranked
    ? scores
        .map((score, i) => score * n + docs[i])
        .sort()
        .map((rank) => rank % n)
    : docs;
  const ordered = Uint32Array.from(ranks);
  return { docs: order === "oldest" ? ordered : ordered.reverse(), hints: [...new Set(evaluation.hints)] };
}
