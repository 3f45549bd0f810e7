// Reads the browser index: fetches files when they are needed, and caches them.
import { LABELLED } from "./constants.js";
import {
  BLOCK,
  Reader,
  docOf,
  join,
  numberKey,
  readDays,
  readJson,
  readNode,
  readPostings,
  readPosts,
  readShard,
  readWords,
  seek,
  threadsOf,
} from "./decode.js";
import { loadFile, readMeta } from "./meta.js";

const CACHED = 2000; // files, most of them below 16 KiB
const DAY = 1440; // minutes
const END = "\xff"; // is in no key, but in numbers

/**
 * @typedef {import("./decode.js").Entry} Entry
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./decode.js").Post} Post
 * @typedef {import("./decode.js").Postings} Postings
 * @typedef {import("./meta.js").Meta} Meta
 */

export class BrowserIndex {
  /** @type {Meta} */
  // @ts-expect-error  `open` sets it
  meta;
  #cache = /** @type {Map<string, Promise<any>>} */ (new Map());

  /** @param {string | URL} base the URL of `search/data/` */
  constructor(base) {
    this.base = base;
    /** The URL of the site, which has further scripts. */
    this.root = new URL("../../", base);
  }

  /** Begins to read the index as it is now, or as `meta` says that it is. @param {Meta} [meta] */
  async open(meta) {
    this.meta = meta ?? (await readMeta(this.base));
    if (!this.meta.server) this.#node(this.meta.root, this.meta.levels); // every answer needs it
    return this;
  }

  /** @param {string} name @param {number} level @returns {Promise<ReturnType<typeof readNode>>} */
  #node(name, level) {
    return this.#file(`n/${name}`, (bytes) => readNode(bytes, level === 1));
  }

  /** Does work that reads files; once more if it fails, since a new version of the site may have replaced the files.
   * @template T @param {() => Promise<T>} work */
  async read(work) {
    try {
      return await work();
    } catch (error) {
      if (this.meta.server) throw error; // it has been waited for
      await this.open();
      return work();
    }
  }

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} decode @returns {Promise<T>} */
  #file(path, decode) {
    const cache = this.#cache;
    const file = cache.get(path) ?? loadFile(this.base, path).then(decode);
    if (cache.size > CACHED) cache.clear();
    cache.set(path, file);
    file.catch(() => cache.delete(path));
    return file;
  }

  /** The entries of the directory from the last one on that is not above `from` and not a block, below `to`.
   * @param {string} from @param {string} to @returns {Promise<Entry[]>} */
  async #entries(from, to) {
    let found = [{ key: "", name: this.meta.root, count: 0, apart: "" }];
    for (let level = this.meta.levels; level; level--) {
      const nodes = await Promise.all(found.map(({ name }) => this.#node(name, level)));
      found = nodes.flatMap(({ keys, entries }, i) => {
        let start = i ? 0 : Math.max(0, seek(keys, `${from}\0`) - 1);
        while (start && entries[start].count) start--;
        return entries.slice(start, seek(keys, to));
      });
    }
    return found;
  }

  /** The name of the file with a key. @param {string} key */
  async #name(key) {
    const [{ name }] = await this.#entries(key, `${key}\0`);
    return name;
  }

  /** The files of those entries whose keys begin with `kind`.
   * @template T @param {string} kind @param {Entry[]} entries @param {(bytes: Uint8Array) => T} decode @returns {Promise<T[]>} */
  #files(kind, entries, decode) {
    const wanted = entries.filter(({ key }) => key.startsWith(kind));
    return Promise.all(wanted.map(({ name }) => this.#file(`t/${name}`, decode)));
  }

  /** The posting lists whose keys begin with `start`.
   * @param {string} start @param {boolean} [whole] only the list of the key `start` */
  async lists(start, whole) {
    const entries = await this.#entries(start, start + (whole ? BLOCK : "") + END);
    const long = /** @type {Map<string, List>} */ (new Map());
    for (const { key, name, count, apart } of entries) {
      const term = key.slice(0, -11);
      if (!count || (whole ? term !== start : !term.startsWith(start))) continue;
      const list = long.get(term) ?? /** @type {any} */ ({ key: term, df: 0, blocks: [] });
      list.df += count;
      list.blocks.push({ name, apart, first: docOf(key) });
      long.set(term, list);
    }
    const isLabelled = LABELLED.includes(start[0]);
    if (whole && long.size && !isLabelled) return [...long.values()];
    const shards = entries.filter(({ key, count }) => !count && (!whole || key <= start));
    const lists = (await this.#files(start[0], shards, readShard)).flatMap((lists) =>
      whole ? (lists.get(start) ?? []) : [...lists.values()].filter(({ key }) => key.startsWith(start)),
    );
    const found = lists.map((list) => (list.df ? list : { ...list, ...long.get(list.key) }));
    return isLabelled ? found : [...found, ...long.values()];
  }

  /** The keys of the words that begin with `start`, in order; it begins with the letter of a field of words.
   * @param {string} start */
  async words(start) {
    const pieces = await this.#files(`5${start[0]}`, await this.#entries(`5${start}`, `5${start}${END}`), readWords);
    return pieces.flat().filter((key) => key.startsWith(start));
  }

  /** The pieces of a list that have postings of the documents `within`: its blocks, or the list itself.
   * @param {List} list @param {Float64Array} [within] */
  async #pieces({ key, content, blocks }, within) {
    const decode = (/** @type {Uint8Array} */ bytes) => readPostings(bytes, key);
    if (!blocks) return [decode(/** @type {Uint8Array} */ (content))];
    return Promise.all(blocksWithin(blocks, within).map(({ name }) => this.#file(`t/${name}`, decode)));
  }

  /** Postings of a list: at least those of the documents `within`, by document.
   * @param {List} list @param {Float64Array} [within] @returns {Promise<Postings>} */
  async postings(list, within) {
    if (list.docs) return /** @type {Postings} */ (list);
    const pieces = await this.#pieces(list, within);
    if (!list.blocks) Object.assign(list, pieces[0]);
    if (!pieces[1] && pieces[0]) return pieces[0];
    return {
      docs: join(Float64Array, pieces.map(({ docs }) => docs)),
      impacts: join(Uint8Array, pieces.map(({ impacts }) => impacts)),
    };
  }

  /** The positions of a term in each of the documents, which all have the term.
   * @param {List} list @param {Float64Array} docs @returns {Promise<number[][]>} */
  async positions(list, docs) {
    const files = blocksWithin(list.blocks, docs).map(({ apart }) => apart && this.#file(`t/${apart}`, (bytes) => bytes));
    const found = (await this.#pieces(list, docs)).map(async ({ docs: all, reader }, i) =>
      new Reader((await files[i]) || reader.bytes.subarray(reader.at)).positions(all, docs),
    );
    return (await Promise.all(found)).flat();
  }

  /** @param {ArrayLike<number>} docs @returns {Promise<Post[]>} */
  async posts(docs) {
    const posts = Array.from(docs, async (doc) => {
      const name = await this.#name(`0${numberKey(doc)}`);
      return /** @type {Post} */ ((await this.#file(`d/${name}`, readPosts)).get(doc));
    });
    return Promise.all(posts);
  }

  /** The place of the thread of each document: one number for each thread. @param {Float64Array} docs */
  async threadsOf(docs) {
    return threadsOf(docs);
  }

  /** Reads the blocks of the days that have documents from `first` to `last`.
   * @param {number} first @param {number} last */
  async #days(first, last) {
    const blocks = await this.#entries(`4${numberKey(first)}`, `4${numberKey(last)}\0`);
    return blocks
      .filter(({ key }) => key[0] === "4")
      .map(({ key, name }) => ({ key, first: docOf(key), read: () => this.#file(`c/${name}`, readDays) }));
  }

  /** All documents. */
  async everything() {
    const blocks = await this.#days(0, 2 ** 53 - 1);
    return join(Float64Array, (await Promise.all(blocks.map(({ read }) => read()))).map(({ docs }) => docs));
  }

  /** For each document its block of the days, with the key of this, and the place in it.
   * @param {Float64Array} docs in any order */
  async #dated(docs) {
    const blocks = await this.#days(docs.reduce((a, b) => Math.min(a, b), Infinity), docs.reduce((a, b) => Math.max(a, b), 0));
    const firsts = blocks.map(({ first }) => first);
    const blockOf = Array.from(docs, (doc) => seek(firsts, doc + 1) - 1);
    const read = /** @type {({key: string} & ReturnType<typeof readDays>)[]} */ ([]);
    await Promise.all([...new Set(blockOf)].map(async (at) => (read[at] = { key: blocks[at].key, ...(await blocks[at].read()) })));
    return Array.from(docs, (doc, i) => ({ block: read[blockOf[i]], at: seek(read[blockOf[i]].docs, doc) }));
  }

  /** For each document the local day, counted from 1970-01-01; NaN if it has no date.
   * @param {Float64Array} docs in any order */
  async days(docs) {
    return Float64Array.from(await this.#dated(docs), ({ block, at }) => block.days[at]);
  }

  /** For each document the folded name of the author ("" for none), the board, the local day, and the minute since 1970;
   * undated documents have NaN and -Infinity.
   * @param {Float64Array} docs in any order */
  async columns(docs) {
    const dated = await this.#dated(docs);
    const needed = [...new Set(dated.map(({ block }) => block))].map(async (block) => {
      const name = await this.#name(`1${block.key.slice(1)}`);
      return /** @type {const} */ ([block, await this.#file(`c/${name}`, readJson)]);
    });
    const read = new Map(await Promise.all(needed));
    const found = dated.map(({ block, at }) => {
      const { authors, boards, board, author, minutes } = read.get(block);
      const day = block.days[at];
      return {
        author: /** @type {string} */ (authors[author[at] - 1] ?? ""),
        board: /** @type {string} */ (boards[board[block.threadOf[at]]]),
        day,
        minute: minutes[at] === null ? -Infinity : day * DAY + minutes[at],
      };
    });
    return {
      authors: found.map(({ author }) => author),
      boards: found.map(({ board }) => board),
      days: found.map(({ day }) => day),
      minutes: found.map(({ minute }) => minute),
    };
  }
}

/** The blocks that may have some of the documents; undefined: all blocks.
 * @param {import("./decode.js").Block[]} [blocks] @param {Float64Array} [within] */
function blocksWithin(blocks = [], within) {
  if (!within) return blocks;
  let at = 0;
  return blocks.filter(({ first }, i) => {
    at = seek(within, i ? first : 0, at);
    return at < within.length && within[at] < (blocks[i + 1]?.first ?? Infinity);
  });
}
