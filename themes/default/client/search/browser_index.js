// Reads the browser index: fetches files when they are needed, and caches them.
import { COLUMN_BLOCK, LIST_BLOCK, RESULT_BLOCK, SET_BLOCK } from "./constants.js";
import {
  Reader,
  hex,
  isScored,
  join,
  load,
  readDays,
  readDirectory,
  readNumbers,
  readPosts,
  readShard,
  seek,
  utf8,
} from "./decode.js";

const CACHED = 500; // files, most of them below 48 KiB

/**
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./decode.js").Piece} Piece
 * @typedef {import("./decode.js").Post} Post
 * `langs` are the languages of the archive, `stems` those of them that have a stemmer. Where there is a `server` (its
 * URL, relative to these files), it answers, and all else is missing.
 * @typedef {{n: number, langs: string[], stems: string[], zone: string, columns: string, docs: string, terms: string, days: string, server?: string}} Meta
 * @typedef {{names: string[], boards: string[], threadBoards: number[], blocks: string[]}} Columns
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
    if (!this.meta.server) {
      this.#terms(); // every answer needs these two files
      this.#names();
    }
    return this;
  }

  #terms() {
    return this.#file(this.meta.terms, readDirectory);
  }

  #names() {
    return this.#file(this.meta.docs, (bytes) => bytes);
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

  /** The posting lists whose keys begin with `start`, in order.
   * @param {string} start @param {boolean} [whole] only the list of the key `start` */
  async lists(start, whole) {
    const { keys, shards } = await this.#terms();
    let at = seek(keys, `${start}\0`);
    const first = Math.max(0, at - 1);
    while (!whole && keys[at]?.startsWith(start)) at++;
    const wanted = shards
      .slice(first, at)
      .map(({ file, positions }) => this.#file(`t/${file}`, (bytes) => readShard(bytes, positions)));
    return (await Promise.all(wanted)).flatMap((lists) =>
      whole ? (lists.get(start) ?? []) : [...lists.values()].filter(({ key }) => key.startsWith(start)),
    );
  }

  /** The pieces of a list that may have some of the documents; undefined: all pieces.
   * @param {List} list @param {Uint32Array} [within] @returns {Promise<Piece[]>} */
  async #pieces(list, within) {
    if (!list.blocks[0]) return [list];
    const size = isScored(list.key) ? LIST_BLOCK : SET_BLOCK;
    let at = 0;
    const pieces = list.blocks.map(({ last, file, positions }, i) => {
      if (within && !(within[(at = seek(within, i && list.blocks[i - 1].last + 1, at))] <= last)) return [];
      return this.#file(`t/${file}`, (bytes) => {
        const reader = new Reader(bytes);
        const docs = reader.rising(Math.min(size, list.df - i * size));
        return { docs, impacts: reader.take(isScored(list.key) ? docs.length : 0), positions, before: 0 };
      });
    });
    return (await Promise.all(pieces)).flat();
  }

  /** Postings of a list: at least those of the documents `within`.
   * @param {List} list @param {Uint32Array} [within] */
  async postings(list, within) {
    const pieces = await this.#pieces(list, within);
    if (!pieces[1] && pieces[0]) return pieces[0];
    return {
      docs: join(Uint32Array, pieces.map(({ docs }) => docs)),
      impacts: join(Uint8Array, pieces.map(({ impacts }) => impacts)),
    };
  }

  /** The positions of a term in each of the documents, which all have the term.
   * @param {List} list @param {Uint32Array} docs @returns {Promise<number[][]>} */
  async positions(list, docs) {
    const pieces = await this.#pieces(list, docs);
    return (await Promise.all(pieces.map((piece) => this.#positions(piece, docs)))).flat();
  }

  /** @param {Piece} piece @param {Uint32Array} docs */
  async #positions({ docs: all, positions, before }, docs) {
    const reader = new Reader(await this.#file(`t/${positions}`, (bytes) => bytes));
    const found = [];
    let at = seek(docs, all[0]);
    for (let i = -before; i < all.length; i++) {
      const end = reader.number() + reader.at;
      if (i >= 0 && docs[at] === all[i]) {
        const numbers = [];
        for (let position = 0; reader.at < end;) numbers.push((position += reader.number()));
        found.push(numbers);
        at++;
      }
      reader.at = end;
    }
    return found;
  }

  /** @param {ArrayLike<number>} docs */
  async posts(docs) {
    const names = await this.#names();
    const posts = Array.from(docs, async (doc) => {
      const block = Math.floor(doc / RESULT_BLOCK);
      const name = hex(names.subarray(3 * block, 3 * block + 3));
      return (await this.#file(`d/${block}-${name}`, readPosts))[doc % RESULT_BLOCK];
    });
    return Promise.all(posts);
  }

  /** The number of the thread of each document. @param {Uint32Array} docs */
  async threadsOf(docs) {
    return (await this.columns(docs)).threads;
  }

  /** The numbers of the thread and of the author of each document, and the tables of names; author 0 is none.
   * @param {Uint32Array} docs */
  async columns(docs) {
    const columns = await this.#file(this.meta.columns, (bytes) => /** @type {Columns} */ (JSON.parse(utf8(bytes))));
    const wanted = new Set(docs.map((doc) => doc / COLUMN_BLOCK));
    const rows = await Promise.all(
      columns.blocks.map((name, i) => (wanted.has(i) ? this.#file(`c/${name}`, readNumbers) : [])),
    );
    const rowOf = (/** @type {number} */ doc) => rows[Math.floor(doc / COLUMN_BLOCK)];
    const threads = docs.map((doc) => rowOf(doc)[doc % COLUMN_BLOCK]);
    const authors = docs.map((doc) => rowOf(doc)[rowOf(doc).length / 2 + (doc % COLUMN_BLOCK)]);
    return { ...columns, threads, authors };
  }

  days() {
    return this.#file(this.meta.days, readDays);
  }
}
