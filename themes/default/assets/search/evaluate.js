// From a query's tree to the posts that match it, in order. All scores are whole numbers, so that every place that
// answers the same query gives the same order.
import { keyOf, seek, termOf } from "./share.js";
import { loadStemmer } from "./stem.js";
import { fold } from "./tokens.js";

/**
 * @typedef {import("./share.js").Share} Share
 * @typedef {import("./share.js").List} List
 * @typedef {(word: string) => string} Stem
 * @typedef {any[]} Node a kind and what it is made of
 * @typedef {Uint32Array | null} Within documents of which some are looked for; null: all
 * @typedef {{list: List, weight: number}} Given
 * @typedef {{docs: Uint32Array, impacts: ArrayLike<number>, weight: number}} Weighed
 * @typedef {{docs: Uint32Array, scores: Float64Array}} Found
 * A part of a query: about how many posts it has, and which.
 * @typedef {{size: number, find: (within: Within) => Promise<Found>}} Plan
 */

const MOST = 500; // terms of one beginning
const LETTERS = /** @type {Record<string, string>} */ ({
  ...{ "": "xt", text: "x", title: "t", quoted: "q", name: "n" },
  ...{ author: "a", board: "b", tag: "g", thread: "h", quotes: "c", has: "f", is: "f" },
});
const WEIGHTS = /** @type {Record<string, number>} */ ({ x: 20, t: 60, q: 4, n: 20 });

/** @param {Uint32Array} a @param {Uint32Array} b @param {(i: number, j: number) => void} take */
function meet(a, b, take) {
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
function cut(docs, others, without = false) {
  const met = new Uint8Array(docs.length);
  meet(docs, others, (i) => (met[i] = 1));
  return docs.filter((_, i) => met[i] === (without ? 0 : 1));
}

/** The documents of any of these lists, with the sums of their impacts.
 * @param {Weighed[]} lists @param {Within} within @returns {Found} */
function sum(lists, within) {
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
const sumOf = (found, weight, within) =>
  sum(
    found.map(({ docs, scores }) => ({ docs, impacts: scores, weight })),
    within,
  );

/** Damerau's distance between words (a swap of neighbours is one step), in optimal string alignment.
 * @param {string} one @param {string} other */
export function distance(one, other) {
  const [a, b] = [[...one], [...other]];
  let [above, row] = [[0], b.map((_, j) => j)];
  row.push(b.length);
  a.forEach((char, i) => {
    const next = [i + 1];
    b.forEach((to, j) => {
      let steps = Math.min(row[j] + Number(char !== to), row[j + 1] + 1, next[j] + 1);
      if (i && j && char === b[j - 1] && a[i - 1] === to) steps = Math.min(steps, above[j - 1] + 1);
      next.push(steps);
    });
    [above, row] = [row, next];
  });
  return row[b.length];
}

/** @param {Stem} stem @param {string} word */
export const rootOf = (stem, word) => fold(stem(word));

const begin = (/** @type {string} */ term) => [...term].slice(0, 2).join("");

/** True for a term that is so near to a misspelled one that it may have been meant.
 * @param {string} term @param {string} text */
export const isNear = (term, text) =>
  Math.abs(term.length - text.length) < 5 &&
  begin(term) === begin(text) &&
  distance(term, text) <= ([...text].length > 5 ? 2 : 1);

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
    const stemmed = [...this.stems].map(async ([lang, stem]) => {
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

/** @param {Uint32Array} docs @returns {Found} */
const unscored = (docs) => ({ docs, scores: new Float64Array(docs.length) });

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

/** The documents that match, in the order that the query asks for.
 * @param {Share} share @param {{node: Node, order: string}} query */
export async function evaluate(share, { node, order }) {
  const evaluation = new Evaluation(share, await stemmers(share, node));
  const { docs, scores } = await (await evaluation.plan(node, order === "relevance")).find(null);
  const n = share.meta.n;
  // A score and a document fit in one number: this sorts without a function. 2^53 is far beyond all scores.
  const ranks =
    order === "relevance"
      ? scores
          .map((score, i) => score * n + docs[i])
          .sort()
          .map((rank) => rank % n)
      : docs;
  const ordered = Uint32Array.from(ranks);
  return { docs: order === "oldest" ? ordered : ordered.reverse(), hints: evaluation.hints };
}

/** What is known of all these documents, once the first of them are shown: their threads in order, each with its
 * documents, and how many there are in each year, by each author, on each board.
 * @param {Share} share @param {Uint32Array} docs */
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

/** The word that may have been meant by one that no post has; undefined if there is none.
 * @param {Share} share @param {string} word */
export async function findMeant(share, word) {
  const text = fold(word);
  const near = (await share.lists(keyOf("x", begin(text))))
    .filter(({ key }) => !key.includes("~"))
    .map(({ key, df }) => ({ term: termOf(key), df }))
    .map(({ term, df }) => ({ term, df, steps: Math.abs(term.length - text.length) < 5 ? distance(term, text) : 9 }))
    .filter(({ steps }) => steps && steps < 3);
  return near.sort((a, b) => a.steps - b.steps || b.df - a.df)[0]?.term;
}
