// The leaves of a query's tree as plans: which posts match each, and what it adds to their scores, as
// archiver/search/query/leaves.py evaluates them.
import { EXACT, IDF_SCALE, MOST_TERMS, SEARCHED, WEIGHTS } from "./constants.js";
import { keyOf, seek, termOf, total } from "./decode.js";
import { allOf, anyOf, bestOf, choose, everything, joined, mask, meet, union } from "./sets.js";
import { begin, isNear } from "./spelling.js";
import { isStemmedIn, loadStemmer } from "./stem.js";
import { fold } from "./tokens.js";
import { _ } from "./translations.js";

/**
 * @typedef {import("./browser_index.js").BrowserIndex} BrowserIndex
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./query.js").Node} Node
 * @typedef {import("./sets.js").Within} Within
 * @typedef {import("./stem.js").Stem} Stem
 * A list of postings, and the factor of its impacts. Other lists of the leaf have all documents of a bonus.
 * @typedef {{list: List, weight: number, isBonus?: boolean}} Weighted
 * @typedef {import("./sets.js").Plan} Plan
 */

/** @param {Stem} stem @param {string} word */
export const stemOf = (stem, word) => fold(stem(word));

/** Makes the plans of leaves; equal ones once. */
export class Leaves {
  hints = /** @type {string[]} */ ([]);
  #plans = /** @type {Map<string, Promise<Plan>>} */ (new Map());
  #stems = /** @type {Map<string, Promise<Stem>>} */ (new Map());

  /** @param {BrowserIndex} index */
  constructor(index) {
    this.index = index;
    this.n = index.meta.n;
  }

  /** What stems words, by language: of those languages in which a word that was looked for may have a stem. */
  async stems() {
    const loaded = [...this.#stems].map(async ([lang, stem]) => /** @type {const} */ ([lang, await stem]));
    return new Map(await Promise.all(loaded));
  }

  /** What stems words in a language, loaded once. @param {string} lang */
  #stem(lang) {
    const stem = this.#stems.get(lang) ?? loadStemmer(lang, this.index.root).catch(() => String);
    this.#stems.set(lang, stem);
    return stem;
  }

  /** The stems of a word, with their languages; words of signs, digits or one or two letters are their own stems, and
   * those of another script than the language has.
   * @param {string} word */
  #roots(word) {
    const rootIn = async (/** @type {string} */ lang) =>
      /** @type {const} */ ([lang, stemOf(isStemmedIn(word, lang) ? await this.#stem(lang) : String, word)]);
    return Promise.all(this.index.meta.stems.map(rootIn));
  }

  /** The term of a word, and its stems with their languages. @param {string} word */
  async forms(word) {
    return [fold(word), ...(await this.#roots(word)).flatMap(([lang, root]) => (root ? [`${root}!${lang}`] : []))];
  }

  /** The plan of a node that is a leaf. @param {Node} node */
  plan(node) {
    const key = JSON.stringify(node);
    const plan = this.#plans.get(key) ?? this.#plan(node);
    this.#plans.set(key, plan);
    return plan;
  }

  /** @param {Node} node @returns {Promise<Plan>} */
  async #plan([kind, field, value, ...others]) {
    if (kind === "dates") return this.days(field, value);
    if (kind === "and") return joined(await Promise.all([field, value, ...others].map((part) => this.plan(part))));
    if (kind === "alternatives") {
      const parts = /** @type {Node[]} */ (field.slice(1));
      const terms = parts.map(([kind, , value]) => (kind === "phrase" ? new Set(value).size : 1));
      return bestOf(await Promise.all(parts.map((part) => this.plan(part))), terms);
    }
    if (kind === "phrase") return this.phrase(field, value);
    if (kind === "word") return this.leaf(await this.word(field, value));
    if (kind === "value") return this.leaf(await this.lists(SEARCHED[field], value, 0), 0);
    if (kind === "prefix")
      return this.leaf(await this.expansions(field, `${value}*`, (letter) => this.index.lists(keyOf(letter, value))));
    if (kind === "fuzzy") return this.leaf(await this.expansions(field, `${value}~`, (letter) => this.near(letter, value)));
    return kind === "all" ? everything(this.index) : anyOf([]);
  }

  /** How much a part of a query counts that so many documents have. @param {number} df */
  idf(df) {
    const bits = Math.floor(IDF_SCALE * Math.log2((this.n + 1) / Math.max(1, Math.min(this.n, df))));
    return bits && Math.max(1, bits - IDF_SCALE);
  }

  /** @param {number | null} first @param {number | null} end */
  days(first, end) {
    const all = everything(this.index);
    return {
      size: all.size,
      find: async (/** @type {Within} */ within) => {
        const docs = await all.find(within);
        const days = await this.index.days(docs);
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
    const { langs } = this.index.meta;
    // Names have no language.
    const roots = field === "name" ? [] : await this.#roots(word);
    const stemmed = roots.map(async ([lang, root]) => {
      const others = root === exact ? [] : await this.lists(letters, root, 1);
      const own = others.map((weighted) => (langs[1] ? this.inLang(weighted, lang) : weighted));
      return [...(await this.lists(letters, `${root}!${lang}`, 1)), ...(await Promise.all(own))];
    });
    // The exact word is a bonus, unless it is its own stem: its posts are in the lists of the stems, too.
    const isStem = field === "name" || roots.length < langs.length || roots.some(([, root]) => root === exact);
    const isBonus = !isStem && !!roots[0];
    const [own, ...others] = await Promise.all([asked, ...stemmed]);
    const weighted = own.map(({ list, weight }) => ({ list, weight: weight / EXACT + (isBonus ? 0 : weight), isBonus }));
    return [weighted, ...others].flat();
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

  /** The lists of the words of a field of the index that are spelled nearly as `text`.
   * @param {string} letter @param {string} text */
  async near(letter, text) {
    const keys = (await this.index.words(keyOf(letter, begin(text)))).filter((key) => isNear(termOf(key), text));
    return (await Promise.all(keys.map((key) => this.index.lists(key, true)))).flat();
  }

  /** The lists of the most frequent words of those that `find` finds in fields of the index.
   * @param {string} field @param {string} typed @param {(letter: string) => Promise<List[]>} find */
  async expansions(field, typed, find) {
    const lists = await Promise.all([...SEARCHED[field]].map(find));
    const terms = /** @type {Record<string, List[]>} */ (Object.create(null));
    for (const list of lists.flat()) {
      if (!list.key.includes("!")) (terms[list.key.slice(1)] ??= []).push(list);
    }
    const best = Object.entries(terms)
      .map(([term, lists]) => ({ term, lists, df: total(lists.map(({ df }) => df)) }))
      .sort((a, b) => b.df - a.df || (a.term < b.term ? -1 : 1));
    const hint = '"%(word)s" stands for the %(number)s most frequent of %(all)s words';
    if (best[MOST_TERMS]) this.hints.push(_(hint, { word: typed, number: MOST_TERMS, all: best.length }));
    return best.slice(0, MOST_TERMS).flatMap(({ lists }) => lists.map((list) => ({ list, weight: WEIGHTS[list.key[0]] / 2 })));
  }

  /** What any of the lists has. One factor, `idf`, is that of all of them.
   * @param {Weighted[]} lists @param {number} [idf] @returns {Plan} */
  leaf(lists, idf) {
    const size = total(lists.map(({ list }) => list.df));
    const factor = idf ?? this.idf(frequencyOf(lists));
    return {
      size,
      weigh: async () => ({ idf: factor, size }),
      find: async (within) => {
        const postings = await Promise.all(lists.map(({ list }) => this.index.postings(list, within)));
        return union(postings.map(({ docs }) => docs), within);
      },
      score: (docs, scores, times, most = Infinity) =>
        Promise.all(
          lists.map(async ({ list, weight }) => {
            const product = times * Math.min(most, factor) * weight;
            if (!product) return;
            const postings = await this.index.postings(list, docs);
            meet(docs, postings.docs, (i, j) => (scores[i] += product * postings.impacts[j]));
          }),
        ),
    };
  }

  /** @param {string} field @param {string[]} terms @returns {Promise<Plan>} */
  async phrase(field, terms) {
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
    const idf = async () => this.idf(total((await findAll()).map(({ length }) => length)));
    return {
      size: total(fields.map((lists) => Math.min(...lists.map(({ list }) => list.df)))),
      weigh: async () => ({ idf: await idf(), size: union(await findAll()).length }),
      find: async (within) => union(await (within && !all ? find(within) : findAll()), within),
      score: async (docs, scores, times, most) => {
        const found = await findAll();
        const lists = fields.flatMap((lists, i) => lists.map((weighted) => this.cut(weighted, found[i])));
        return this.leaf(await Promise.all(lists), await idf()).score?.(docs, scores, times, most);
      },
    };
  }

  /** The documents in which terms of one field follow each other.
   * @param {Weighted[]} lists @param {number[]} order @param {Within} within */
  async adjacent(lists, order, within) {
    let docs = await allOf(lists.map((weighted) => this.leaf([weighted]))).find(within);
    if (order.length < 2) return docs;
    const rarest = lists.map((_, term) => term).sort((a, b) => lists[a].list.df - lists[b].list.df);
    const first = order.indexOf(rarest[0]);
    // Few documents are left by the two rarest terms.
    for (const count of lists[2] ? [2, lists.length] : [2]) {
      const known = rarest.slice(0, count);
      const read = lists.map(({ list }, term) => (known.includes(term) ? this.index.positions(list, docs) : null));
      const places = await Promise.all(read);
      const isAt = (/** @type {number[] | undefined} */ of, /** @type {number} */ at) => !of || of[seek(of, at)] === at;
      docs = docs.filter((_, i) =>
        places[rarest[0]]?.[i].some((at) => order.every((term, step) => isAt(places[term]?.[i], at - first + step))),
      );
    }
    return docs;
  }
}

/** About how many documents have a word: the largest sum over the lists of a field. Titles repeat words of texts.
 * @param {Weighted[]} lists */
function frequencyOf(lists) {
  const sums = /** @type {Record<string, number>} */ ({});
  for (const { list, isBonus } of lists) sums[list.key[0]] = (sums[list.key[0]] ?? 0) + (isBonus ? 0 : list.df);
  return Math.max(0, ...Object.values(sums));
}
