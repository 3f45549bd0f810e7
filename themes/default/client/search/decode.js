// Decodes the files of the browser index: archiver/search/browser/FORMAT.md has their format. A key is the letter of a
// field and a term, as a string with a character for each UTF-8 byte: such strings sort as keys do in the files.
import { LABELLED, SCORED } from "./constants.js";
import { utf8 } from "./meta.js";

/**
 * Some postings of a list, by document.
 * @typedef {{docs: Float64Array, impacts: Uint8Array}} Postings
 * A block of a long list: the file, that of its positions ("" if they are in the block), and the first document.
 * @typedef {{name: string, apart: string, first: number}} Block
 * A posting list; `df` is the number of its documents, `name` the label of an author or tag. The postings are encoded
 * in `content`, as in a block, or in `blocks`, if the list is long; or they are `docs` and `impacts` here.
 * @typedef {{key: string, df: number, name: string, content?: Uint8Array, blocks?: Block[], docs?: Float64Array,
 *   impacts?: Uint8Array}} List
 * A post, as results show it.
 * @typedef {{url: string, thread: string, title: string, board: string, number: number, author: string | null,
 *   date: string | null, text: string, quoted: string, authors?: import("./snippet.js").Authors, lang: string}} Post
 */

const THREAD = 2 ** 20; // more than a thread has posts

/** The number of a document: of two documents the one whose thread is newer has the higher, then the later in the thread.
 * @param {number} place @param {number} offset */
const numberOf = (place, offset) => place * THREAD + offset;

/** The place of the thread of each document. @param {Float64Array} docs */
export const threadsOf = (docs) => docs.map((doc) => Math.floor(doc / THREAD));

/** @param {number} number @param {number} length */
const bigEndian = (number, length) =>
  Array.from({ length }, (_, i) => String.fromCharCode(Math.floor(number / 256 ** (length - 1 - i)) % 256)).join("");

/** The number of a document as it ends a key. @param {number} doc */
export const numberKey = (doc) => bigEndian(Math.floor(doc / THREAD), 6) + bigEndian(doc % THREAD, 3);

/** The number of the document at the end of a key. @param {string} key */
export function docOf(key) {
  const value = (/** @type {string} */ chars) => [...chars].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0);
  return numberOf(value(key.slice(-9, -3)), value(key.slice(-3)));
}

const latin = (/** @type {Uint8Array} */ bytes) => String.fromCharCode(...bytes);
export const hex = (/** @type {Uint8Array} */ bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What follows the key of a term in the keys of its blocks, before a number. */
export const BLOCK = "\0\xff";

/** @param {string} field @param {string} term */
export const keyOf = (field, term) => latin(new TextEncoder().encode(field + term));

/** @param {string} key */
export const termOf = (key) => utf8(Uint8Array.from(key.slice(1), (byte) => byte.charCodeAt(0)));

/** True if the postings of a key have impacts. @param {string} key */
const isScored = (key) => SCORED.includes(key[0]);

/** @param {number[]} numbers */
export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Numbers of equal keys together, in the order of the first of each key.
 * @param {ArrayLike<unknown>} keys @param {ArrayLike<number>} numbers */
export function groupBy(keys, numbers) {
  const groups = /** @type {Map<unknown, number[]>} */ (new Map());
  Array.from(numbers, (number, i) => groups.get(keys[i])?.push(number) ?? groups.set(keys[i], [number]));
  return [...groups.values()];
}

/** @template {Uint8Array | Float64Array} A @param {new (length: number) => A} Numbers @param {A[]} parts */
export function join(Numbers, parts) {
  const all = new Numbers(total(parts.map(({ length }) => length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The index of the first of ascending values, from `at` on, that is not below `value`: galloping search.
 * @template T @param {ArrayLike<T>} values @param {T} value @param {number} at */
export function seek(values, value, at = 0) {
  let to = at;
  for (let step = 1; to < values.length && values[to] < value; step *= 2) {
    at = to + 1;
    to += step;
  }
  to = Math.min(to, values.length);
  while (at < to) {
    const middle = (at + to) >> 1;
    if (values[middle] < value) at = middle + 1;
    else to = middle;
  }
  return at;
}

export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get more() {
    return this.at < this.bytes.length;
  }

  number() {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * unit;
      if (!(byte > 127)) return value;
    }
  }

  /** @param {number} length */
  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  /** @param {string} previous */
  key(previous) {
    return previous.slice(0, this.number()) + latin(this.take(this.number()));
  }

  /** Bytes with their length before them. */
  frame() {
    return this.take(this.number());
  }

  /** The documents of postings, whose number is before them. */
  docs() {
    const count = this.number();
    const docs = new Float64Array(count);
    for (let i = 0, place = 0; i < count; i++) docs[i] = numberOf((place += this.number()), 0);
    // In the same thread the number of a post without its offset is not above that of the post before.
    for (let i = 0, last = 0; i < count; i++) docs[i] = last = Math.max(last, docs[i]) + this.number();
    return docs;
  }

  /** The positions of a term in some of the documents that it has postings for.
   * @param {Float64Array} all @param {Float64Array} docs @returns {number[][]} */
  positions(all, docs) {
    const lengths = Array.from(all, () => this.number());
    const found = [];
    for (let i = 0, at = seek(docs, all[0]); i < all.length && at < docs.length; i++) {
      const end = lengths[i] + this.at;
      if (docs[at] === all[i]) {
        const numbers = [];
        for (let position = 0; this.at < end;) numbers.push((position += this.number()));
        found.push(numbers);
        at++;
      }
      this.at = end;
    }
    return found;
  }
}

/** The entries of a node of the directory: keys, and for each the name of a file; of the blocks of long lists also the
 * number of postings, which is 0 for others, and the name of the file of the positions, if there is one.
 * @typedef {{key: string, name: string, count: number, apart: string}} Entry
 * @param {Uint8Array} bytes @param {boolean} isLeaf whether it names other files than nodes */
export function readNode(bytes, isLeaf) {
  const reader = new Reader(bytes);
  const keys = /** @type {string[]} */ ([]);
  const entries = /** @type {Entry[]} */ ([]);
  for (let key = ""; reader.more;) {
    keys.push((key = reader.key(key)));
    const name = hex(reader.take(6));
    const count = isLeaf && key.slice(-11, -9) === BLOCK ? reader.number() : 0;
    entries.push({ key, name, count: count >> 1, apart: hex(reader.take(count & 1 && 6)) });
  }
  return { keys, entries };
}

/** The posting lists of a shard by their keys.
 * @param {Uint8Array} bytes */
export function readShard(bytes) {
  const reader = new Reader(bytes);
  const lists = /** @type {Map<string, List>} */ (new Map());
  for (let key = ""; reader.more;) {
    key = reader.key(key);
    const record = new Reader(reader.frame());
    const name = LABELLED.includes(key[0]) ? utf8(record.frame()) : "";
    const content = record.bytes.subarray(record.at);
    lists.set(key, { key, df: record.number(), name, content });
  }
  return lists;
}

/** The keys in a file of words. @param {Uint8Array} bytes */
export function readWords(bytes) {
  const reader = new Reader(bytes);
  const keys = [""];
  while (reader.more) keys.push(reader.key(keys[keys.length - 1]));
  return keys;
}

/** The postings of a record or a block, and the reader behind them, where their positions may be.
 * @param {Uint8Array} bytes @param {string} key @returns {Postings & {reader: Reader}} */
export function readPostings(bytes, key) {
  const reader = new Reader(bytes);
  const docs = reader.docs();
  return { docs, impacts: reader.take(isScored(key) ? docs.length : 0), reader };
}

/** The posts of a result block by their documents.
 * @param {Uint8Array} bytes @returns {Map<number, Post>} */
export function readPosts(bytes) {
  const found = /** @type {Map<number, Post>} */ (new Map());
  for (const [place, offset, thread, title, board, lang, posts] of readJson(bytes))
    posts.forEach((/** @type {any[]} */ [path, number, author, date, hasTime, text, quoted, authors], /** @type {number} */ i) => {
      const day = date && !hasTime ? date.slice(0, 10) : date;
      const post = { url: thread + path, thread, title, board, number, author, date: day, text, quoted, authors, lang };
      found.set(numberOf(place, offset + i), post);
    });
  return found;
}

/** The documents of a block of the days, and for each the local day (NaN if it has no date), and the index of its thread
 * among those of the block.
 * @param {Uint8Array} bytes */
export function readDays(bytes) {
  const { threads, days } = readJson(bytes);
  const docs = new Float64Array(days.length);
  const threadOf = /** @type {number[]} */ ([]);
  for (let i = 0, place = 0; i < threads.length; i += 3) {
    const [step, offset, size] = threads.slice(i, i + 3);
    place += step;
    for (let j = 0; j < size; j++) docs[threadOf.push(i / 3) - 1] = numberOf(place, offset + j);
  }
  let day = 0;
  return { docs, threadOf, days: Float64Array.from(days, (step) => (step === null ? NaN : (day += step))) };
}

/** @param {Uint8Array} bytes */
export const readJson = (bytes) => JSON.parse(utf8(bytes));
