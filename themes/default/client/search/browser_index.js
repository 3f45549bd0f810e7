// Reads the browser index: fetches files when they are needed, and caches them.
import {
  Reader,
  docOf,
  join,
  load,
  numberKey,
  readBlock,
  readDays,
  readJson,
  readNode,
  readPostings,
  readPosts,
  readShard,
  seek,
  threadsOf,
  utf8,
} from "./decode.js";

const CACHED = 2000; // files, most of them below 16 KiB
const DAY = 1440; // minutes
const END = "\xff"; // is in no key, but in numbers

/**
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./decode.js").Post} Post
 * @typedef {import("./decode.js").Postings} Postings
 * `langs` are the languages of the archive, `stems` those of them that have a stemmer; `root` is the name of the root of
 * the directory. Where there is a `server` (its URL, relative to these files), it answers, and all else is missing.
 * @typedef {{n: number, langs: string[], stems: string[], zone: string, synonyms?: Record<string, string[]>, root: string, levels: number, server?: string}} Meta
 * @typedef {import("./decode.js").Entries} Entries
 */

export class BrowserIndex {
  /** @type {Meta} */
  // @ts-expect-error  `open` sets it
  meta;
  #cache = /** @type {Map<string, Promise<any>>} */ (new Map());

  /** @param {string | URL} base the URL of `search/data/` */
  constructor(base) {
    this.base = base;
  }

  async open() {
    /** @type {Meta} */
    this.meta = JSON.parse(utf8(await load(new URL("meta.bin", this.base), { cache: "no-cache" })));
    if (!this.meta.server) this.#node(this.meta.root, this.meta.levels); // every answer needs it
    return this;
  }

  /** @param {string} name @param {number} level @returns {Promise<Entries>} */
  #node(name, level) {
    return this.#file(`n/${name}`, (bytes) => readNode(bytes, level === 1));
  }

  /** Does work that reads files; once more if it fails, since a new version of the site may have replaced the files.
   * @template T @param {() => Promise<T>} work */
  async read(work) {
    if (this.meta) {
      try {
        return await work();
      } catch {}
    }
    await this.open();
    return work();
  }

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} decode @returns {Promise<T>} */
  #file(path, decode) {
    const cache = this.#cache;
    const file = cache.get(path) ?? load(new URL(`${path}.bin`, this.base)).then(decode);
    if (cache.size > CACHED) cache.clear();
    cache.set(path, file);
    file.catch(() => cache.delete(path));
    return file;
  }

  /** The entries of the directory from the last that is not above `from` on, below `to`.
   * @param {string} from @param {string} to @returns {Promise<Entries>} */
  async #entries(from, to) {
    let found = /** @type {Entries} */ ({ keys: [], names: [this.meta.root], counts: [] });
    for (let level = this.meta.levels; level; level--) {
      const nodes = await Promise.all(found.names.map((name) => this.#node(name, level)));
      const parts = nodes.map(({ keys, names, counts }, i) => {
        const start = i ? 0 : Math.max(0, seek(keys, `${from}\0`) - 1);
        const end = seek(keys, to, start);
        return { keys: keys.slice(start, end), names: names.slice(start, end), counts: counts.slice(start, end) };
      });
      found = {
        keys: parts.flatMap(({ keys }) => keys),
        names: parts.flatMap(({ names }) => names),
        counts: parts.flatMap(({ counts }) => counts),
      };
    }
    return found;
  }

  /** The posting lists whose keys begin with `start`, in order.
   * @param {string} start @param {boolean} [whole] only the list of the key `start` */
  async lists(start, whole) {
    const { keys, names } = await this.#entries(start, start + (whole ? "\0" : END));
    const wanted = names.filter((_, i) => keys[i][0] === start[0]).map((name) => this.#file(`t/${name}`, readShard));
    const lists = (await Promise.all(wanted)).flatMap((lists) =>
      whole ? (lists.get(start) ?? []) : [...lists.values()].filter(({ key }) => key.startsWith(start)),
    );
    const long = new Map(lists.filter(({ isLong, df }) => isLong && !df).map((list) => [list.key, list]));
    if (long.size) {
      const blocks = await this.#entries(`3${start}`, `3${start}${whole ? "\0" : ""}${END}`);
      const sums = /** @type {Map<string, number>} */ (new Map());
      blocks.keys.forEach((key, i) => sums.set(key.slice(1, -10), (sums.get(key.slice(1, -10)) ?? 0) + blocks.counts[i]));
      for (const [key, list] of long) list.df = sums.get(key) ?? 0;
    }
    return lists;
  }

  /** The blocks of a long list that may have some of the documents; undefined: all blocks. `name` is of the file, and
   * `key` ends the keys of the block and of its positions.
   * @param {List} list @param {Float64Array} [within] */
  async #blocks({ key }, within) {
    if (within && !within.length) return [];
    const prefix = `3${key}\0`;
    const [from, to] = within ? [numberKey(within[0]), `${numberKey(within[within.length - 1])}\0`] : ["", END];
    const { keys, names } = await this.#entries(prefix + from, prefix + to);
    const blocks = keys
      .map((key, i) => ({ key, name: names[i], first: docOf(key) }))
      .filter(({ key }) => key.startsWith(prefix) && key.length === prefix.length + 9);
    if (!within) return blocks;
    let at = 0;
    return blocks.filter(({ first }, i) => {
      at = seek(within, i ? first : 0, at);
      return at < within.length && within[at] < (blocks[i + 1]?.first ?? Infinity);
    });
  }

  /** @param {string} name @returns {Promise<Postings>} */
  #block(name) {
    return this.#file(`t/${name}`, readBlock);
  }

  /** Postings of a list: at least those of the documents `within`, by document.
   * @param {List} list @param {Float64Array} [within] @returns {Promise<Postings>} */
  async postings(list, within) {
    if (list.docs || !list.isLong) {
      if (!list.docs) Object.assign(list, readPostings(list));
      return /** @type {Postings} */ (/** @type {unknown} */ (list));
    }
    const blocks = await this.#blocks(list, within);
    const pieces = await Promise.all(blocks.map(({ name }) => this.#block(name)));
    if (!pieces[1] && pieces[0]) return pieces[0];
    return {
      docs: join(Float64Array, pieces.map(({ docs }) => docs)),
      impacts: join(Uint8Array, pieces.map(({ impacts }) => impacts)),
    };
  }

  /** The positions of a term in each of the documents, which all have the term.
   * @param {List} list @param {Float64Array} docs @returns {Promise<number[][]>} */
  async positions(list, docs) {
    if (!list.isLong) {
      const { docs: all, reader } = readPostings(list);
      return reader.positions(all, docs);
    }
    const blocks = await this.#blocks(list, docs);
    const found = blocks.map(async ({ key, name }) => {
      const at = `2${key.slice(1)}`;
      const [postings, { names }] = await Promise.all([this.#block(name), this.#entries(at, `${at}\0`)]);
      const bytes = await this.#file(`t/${names[0]}`, (bytes) => bytes);
      return new Reader(bytes).positions(postings.docs, docs);
    });
    return (await Promise.all(found)).flat();
  }

  /** @param {ArrayLike<number>} docs @returns {Promise<Post[]>} */
  async posts(docs) {
    const posts = Array.from(docs, async (doc) => {
      const at = `0${numberKey(doc)}`;
      const { names } = await this.#entries(at, `${at}\0`);
      return /** @type {Post} */ ((await this.#file(`d/${names[0]}`, readPosts)).get(doc));
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
    const { keys, names } = await this.#entries(`4${numberKey(first)}`, `4${numberKey(last)}\0`);
    const blocks = names.map((name, i) => ({ key: keys[i], first: docOf(keys[i]), read: () => this.#file(`c/${name}`, readDays) }));
    return blocks.filter(({ key }) => key[0] === "4");
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
      const key = `1${block.key.slice(1)}`;
      const { names } = await this.#entries(key, `${key}\0`);
      return /** @type {const} */ ([block, await this.#file(`c/${names[0]}`, readJson)]);
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
