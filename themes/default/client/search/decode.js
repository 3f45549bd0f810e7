// Decodes the files of the browser index: archiver/search/browser/FORMAT.md has their format. A key is the letter of a
// field and a term, as a string with a character for each UTF-8 byte: such strings sort as keys do in the files.
import { LABELLED, SCORED } from "./constants.js";

/**
 * Postings of one file. `positions` is the name of the file with their positions, behind those of `before` others.
 * @typedef {{docs: Uint32Array, impacts: Uint8Array, positions: string, before: number}} Piece
 * A block of a long posting list: its last document, and the names of its file and of the file with its positions.
 * @typedef {{last: number, file: string, positions: string}} Block
 * A posting list; `df` is the number of its documents, `name` the label of an author or tag. A list has its postings
 * in itself or in blocks.
 * @typedef {Piece & {key: string, df: number, blocks: Block[], name: string}} List
 * A post, as results show it.
 * @typedef {{url: string, thread: string, title: string, board: string, number: number, author: string | null,
 *   date: string | null, text: string, quoted: string, lang: string}} Post
 */

const latin = (/** @type {Uint8Array} */ bytes) => String.fromCharCode(...bytes);
export const utf8 = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);
export const hex = (/** @type {Uint8Array} */ bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} field @param {string} term */
export const keyOf = (field, term) => latin(new TextEncoder().encode(field + term));

/** @param {string} key */
export const termOf = (key) => utf8(Uint8Array.from(key.slice(1), (byte) => byte.charCodeAt(0)));

/** True if the postings of a key have impacts. @param {string} key */
export const isScored = (key) => SCORED.includes(key[0]);

/** @param {number[]} numbers */
export const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** @template {Uint8Array | Uint32Array} A @param {new (length: number) => A} Numbers @param {A[]} parts */
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

  /** The names of a file and of the file with its positions. */
  names() {
    return { file: hex(this.take(6)), positions: hex(this.take(6)) };
  }

  /** Ascending numbers, encoded as differences.
   * @param {number} count */
  rising(count) {
    const numbers = new Uint32Array(count);
    for (let i = 0, last = 0; i < count; i++) numbers[i] = last += this.number();
    return numbers;
  }
}

/** The first key of each shard, and the names of its files.
 * @param {Uint8Array} bytes */
export function readDirectory(bytes) {
  const reader = new Reader(bytes);
  const keys = [];
  const shards = [];
  for (let key = ""; reader.more;) {
    keys.push((key = reader.key(key)));
    shards.push(reader.names());
  }
  return { keys, shards };
}

/** The posting lists of a shard by their keys; `positions` is the name of the file with their positions.
 * @param {Uint8Array} bytes @param {string} positions */
export function readShard(bytes, positions) {
  const reader = new Reader(bytes);
  const lists = /** @type {Map<string, List>} */ (new Map());
  for (let key = "", before = 0; reader.more;) {
    key = reader.key(key);
    const df = reader.number();
    const count = reader.number();
    const docs = reader.rising(count ? 0 : df);
    const impacts = reader.take(isScored(key) ? docs.length : 0);
    const blocks = [];
    for (let last = 0; blocks.length < count;) blocks.push({ last: (last += reader.number()), ...reader.names() });
    const name = LABELLED.includes(key[0]) ? utf8(reader.take(reader.number())) : "";
    lists.set(key, { key, df, docs, impacts, blocks, name, positions, before });
    if (!key.includes("~")) before += impacts.length;
  }
  return lists;
}

/** @param {Uint8Array} bytes */
export function readNumbers(bytes) {
  const reader = new Reader(bytes);
  const numbers = [];
  while (reader.more) numbers.push(reader.number());
  return numbers;
}

/** The days with posts, since 1970-01-01, and the first document of each; documents before the first day have no date.
 * @param {Uint8Array} bytes */
export function readDays(bytes) {
  const [undated, ...numbers] = readNumbers(bytes);
  const days = [];
  const starts = [undated];
  for (let i = 0, day = 0; i < numbers.length; i += 2) {
    const step = numbers[i];
    days.push((day += i ? step : step % 2 ? -(step + 1) / 2 : step / 2));
    starts.push(starts[i / 2] + numbers[i + 1]);
  }
  return { days, starts };
}

/** @param {Uint8Array} bytes @returns {Post[]} */
export function readPosts(bytes) {
  const { threads, posts } = JSON.parse(utf8(bytes));
  return posts.map((/** @type {any[]} */ [at, path, number, author, date, hasTime, text, quoted, lang]) => {
    const [thread, title, board] = threads[at];
    const day = date && !hasTime ? date.slice(0, 10) : date;
    return { url: thread + path, thread, title, board, number, author, date: day, text, quoted, lang };
  });
}

/** The bytes of a file, decompressed. @param {string | URL} url @param {RequestInit} [how] */
export async function load(url, how) {
  const reply = await fetch(url, how);
  if (!reply.ok) throw Error(String(reply.status));
  const file = await reply.blob();
  const bytes = await bytesOf(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // not gzip: the server has decompressed it
  return bytesOf(file.stream().pipeThrough(new DecompressionStream("gzip")));
}

/** @param {Blob | ReadableStream} file */
const bytesOf = async (file) => new Uint8Array(await new Response(file).arrayBuffer());
