// The published index: fetches its files when they are asked for, and keeps the latest.
import {
  Reader,
  base64,
  readDays,
  readDirectory,
  readNumbers,
  readPosts,
  readShard,
  seek,
  text,
  unpack,
} from "./decode.js";

const BLOCK = 4096; // postings
const DOCS = 64;
const ROWS = 8192;
const KEPT = 32 << 20; // bytes of decompressed files
const NO_FILE = "AAAAAAAA";

/**
 * @typedef {import("./decode.js").List} List
 * @typedef {import("./decode.js").Piece} Piece
 * @typedef {import("./decode.js").Post} Post
 * @typedef {{n: number, langs: string[], zone: string, columns: string, docs: string, terms: string, days: string}} Meta
 * @typedef {{names: string[], boards: string[], threadBoards: number[], blocks: string[]}} Columns
 * @typedef {{value: Promise<any>, size: number}} Kept
 */

const same = (/** @type {Uint8Array} */ bytes) => bytes;

export class Share {
  /** @type {Meta} */
  meta = { n: 0, langs: [], zone: "", columns: "", docs: "", terms: "", days: "" };
  #base;
  #size = 0;
  #kept = /** @type {Map<string, Kept>} */ (new Map());

  /** @param {string} base */
  constructor(base) {
    this.#base = base;
  }

  async open() {
    this.meta = JSON.parse(text(await unpack(await fetch(new URL("meta.bin", this.#base), { cache: "no-cache" }))));
    return this;
  }

  /** Does what reads files; once more if it fails, as a deploy may have replaced them meanwhile.
   * @template T @param {() => Promise<T>} work */
  async read(work) {
    try {
      return await work();
    } catch {
      await this.open();
      return work();
    }
  }

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} decode @returns {Promise<T>} */
  #file(path, decode) {
    const kept = this.#kept.get(path) ?? { size: 0, value: this.#fetch(path).then(decode) };
    this.#kept.delete(path);
    this.#kept.set(path, kept); // the latest stand last
    kept.value.catch(() => this.#kept.delete(path));
    return kept.value;
  }

  /** @param {string} path */
  async #fetch(path) {
    const bytes = await unpack(await fetch(new URL(`${path}.bin`, this.#base)));
    const kept = this.#kept.get(path);
    if (kept) this.#size += kept.size = bytes.length;
    for (const [oldest, { size }] of this.#kept) {
      if (this.#size <= KEPT || oldest === path) break;
      this.#size -= size;
      this.#kept.delete(oldest);
    }
    return bytes;
  }

  /** The lists whose keys begin so, in order.
   * @param {string} start @param {boolean} [whole] only the one of this key */
  async lists(start, whole = false) {
    const shards = await this.#file(this.meta.terms, readDirectory);
    let at = 0;
    for (let to = shards.length; at < to;) {
      const middle = (at + to) >> 1;
      if (shards[middle].key <= start) at = middle + 1;
      else to = middle;
    }
    const first = Math.max(0, at - 1);
    while (!whole && shards[at]?.key.startsWith(start)) at++;
    const wanted = shards
      .slice(first, at)
      .map(({ file, places }) => this.#file(`t/${file}`, (bytes) => readShard(bytes, places)));
    const found = await Promise.all(wanted);
    if (whole) return found.flatMap((lists) => lists.get(start) ?? []);
    return found.flatMap((lists) => [...lists.values()].filter(({ key }) => key.startsWith(start)));
  }

  /** The parts of a list that may have these documents; null: all.
   * @param {List} list @param {Uint32Array | null} within @returns {Promise<Piece[]>} */
  async #pieces(list, within) {
    let at = 0;
    const pieces = list.blocks.map(async ({ last, file, places }, i) => {
      if (within && (within[(at = seek(within, i && list.blocks[i - 1].last + 1, at))] ?? Infinity) > last) return [];
      const count = Math.min(BLOCK, list.df - i * BLOCK);
      const scored = "nqtx".includes(list.key[0]);
      const read = (/** @type {Uint8Array} */ bytes) => {
        const reader = new Reader(bytes);
        return { docs: reader.rising(count), impacts: reader.take(scored ? count : 0), places, before: 0 };
      };
      return [await this.#file(`t/${file}`, read)];
    });
    return list.blocks.length ? (await Promise.all(pieces)).flat() : [list];
  }

  /** Postings of a list: at least those of these documents.
   * @param {List} list @param {Uint32Array | null} [within] */
  async postings(list, within = null) {
    const pieces = await this.#pieces(list, within);
    if (pieces.length === 1) return pieces[0];
    const count = pieces.reduce((sum, { docs }) => sum + docs.length, 0);
    const docs = new Uint32Array(count);
    const impacts = new Uint8Array(count);
    let at = 0;
    for (const piece of pieces) {
      docs.set(piece.docs, at);
      impacts.set(piece.impacts, at);
      at += piece.docs.length;
    }
    return { docs, impacts };
  }

  /** Where a term stands in each of these documents, which all have it.
   * @param {List} list @param {Uint32Array} docs @returns {Promise<number[][]>} */
  async positions(list, docs) {
    const found = await Promise.all((await this.#pieces(list, docs)).map((piece) => this.#places(piece, docs)));
    return found.flat();
  }

  /** @param {Piece} piece @param {Uint32Array} docs */
  async #places(piece, docs) {
    if (piece.places === NO_FILE) return [];
    const reader = new Reader(await this.#file(`t/${piece.places}`, same));
    const found = [];
    const end = () => reader.number() + reader.at;
    for (let i = 0; i < piece.before; i++) reader.at = end();
    let at = seek(docs, piece.docs[0]);
    for (const doc of piece.docs) {
      const to = end();
      if (docs[at] !== doc) {
        reader.at = to;
        continue;
      }
      at++;
      const places = [];
      for (let place = 0; reader.at < to;) places.push((place += reader.number()));
      found.push(places);
    }
    return found;
  }

  /** @param {ArrayLike<number>} docs */
  async posts(docs) {
    const names = await this.#file(this.meta.docs, same);
    return Promise.all(
      Array.from(docs, async (doc) => {
        const block = Math.floor(doc / DOCS);
        const name = base64(names.subarray(3 * block, 3 * block + 3));
        return (await this.#file(`d/${block}-${name}`, readPosts))[doc % DOCS];
      }),
    );
  }

  /** The number of the thread of each document, and that of its author from 1 (0: none), with what they stand for.
   * @param {Uint32Array} docs */
  async columns(docs) {
    const columns = await this.#file(this.meta.columns, (bytes) => /** @type {Columns} */ (JSON.parse(text(bytes))));
    const wanted = new Set(Array.from(docs, (doc) => Math.floor(doc / ROWS)));
    const rows = await Promise.all(
      columns.blocks.map((name, i) => (wanted.has(i) ? this.#file(`c/${name}`, readNumbers) : [])),
    );
    const authors = new Uint32Array(docs.length);
    const threads = docs.map((doc, i) => {
      const row = rows[Math.floor(doc / ROWS)];
      authors[i] = row[row.length / 2 + (doc % ROWS)];
      return row[doc % ROWS];
    });
    return { ...columns, threads, authors };
  }

  days() {
    return this.#file(this.meta.days, readDays);
  }
}

/** @param {string} base the address of `search/data/` */
export const openShare = (base) => new Share(base).open();
