// The files of the published index, from bytes to values. A key is a field's letter and a term, as a string of UTF-8
// bytes: these sort as the files do.

/**
 * Postings that stand in one file; `before` others have their positions there before them.
 * @typedef {{docs: Uint32Array, impacts: Uint8Array, places: string, before: number}} Piece
 * @typedef {{last: number, file: string, places: string}} Block
 * All the postings of a key; `name` is how an author or a tag is shown.
 * @typedef {Piece & {key: string, df: number, blocks: Block[], name: string}} List
 * @typedef {{url: string, thread: string, title: string, board: string, number: number, author: string | null,
 *   date: string | null, text: string, quoted: string, lang: string}} Post
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const text = (/** @type {Uint8Array} */ bytes) => decoder.decode(bytes);
const latin = (/** @type {Uint8Array} */ bytes) => String.fromCharCode(...bytes);
export const base64 = (/** @type {Uint8Array} */ bytes) => btoa(latin(bytes)).replace(/\+/g, "-").replace(/\//g, "_");

/** @param {string} field @param {string} term */
export const keyOf = (field, term) => latin(encoder.encode(field + term));

/** @param {string} key */
export const termOf = (key) => text(Uint8Array.from(key.slice(1), (byte) => byte.charCodeAt(0)));

/** The first place from `at` on that is not below `value`, in rising numbers: in steps that double.
 * @param {ArrayLike<number>} numbers @param {number} value @param {number} at */
export function seek(numbers, value, at = 0) {
  let to = at;
  for (let step = 1; to < numbers.length && numbers[to] < value; step *= 2) {
    at = to + 1;
    to += step;
  }
  to = Math.min(to, numbers.length);
  while (at < to) {
    const middle = (at + to) >> 1;
    if (numbers[middle] < value) at = middle + 1;
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

  name() {
    return base64(this.take(6));
  }

  /** Numbers that are written as the differences between them.
   * @param {number} count */
  rising(count) {
    const numbers = new Uint32Array(count);
    for (let i = 0, last = 0; i < count; i++) numbers[i] = last += this.number();
    return numbers;
  }
}

/** @param {Uint8Array} bytes */
export function readDirectory(bytes) {
  const reader = new Reader(bytes);
  const shards = [];
  for (let key = ""; reader.more;)
    shards.push({ key: (key = reader.key(key)), file: reader.name(), places: reader.name() });
  return shards;
}

/** @param {Uint8Array} bytes @param {string} places */
export function readShard(bytes, places) {
  const reader = new Reader(bytes);
  const lists = /** @type {Map<string, List>} */ (new Map());
  let key = "";
  let before = 0;
  while (reader.more) {
    key = reader.key(key);
    const df = reader.number();
    const kind = reader.number();
    const scored = "nqtx".includes(key[0]);
    const docs = reader.rising(kind ? 0 : df);
    const impacts = reader.take(scored ? docs.length : 0);
    const blocks = [];
    for (let last = 0; blocks.length < kind;) {
      blocks.push({ last: (last += reader.number()), file: reader.name(), places: reader.name() });
    }
    const name = "ag".includes(key[0]) ? text(reader.take(reader.number())) : "";
    lists.set(key, { key, df, docs, impacts, blocks, name, places, before });
    if (scored && !key.includes("~")) before += docs.length;
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

/** Days with posts, and the first document of each; those before have no day.
 * @param {Uint8Array} bytes */
export function readDays(bytes) {
  const [undated, first, ...numbers] = readNumbers(bytes);
  let day = first % 2 ? -(first + 1) / 2 : first / 2;
  const days = first === undefined ? [] : [day];
  const starts = [undated];
  numbers.forEach((number, i) => {
    if (i % 2) days.push((day += number));
    else starts.push(starts[starts.length - 1] + number);
  });
  return { days, starts };
}

/** @param {Uint8Array} bytes @returns {Post[]} */
export function readPosts(bytes) {
  const { threads, posts } = JSON.parse(text(bytes));
  return posts.map((/** @type {any[]} */ [at, path, number, author, date, hasTime, own, quoted, lang]) => {
    const [thread, title, board] = threads[at];
    return {
      ...{ url: thread + path, thread, title, board, number, author, text: own, quoted, lang },
      date: date && (hasTime ? date : date.slice(0, 10)),
    };
  });
}

/** @param {Response} reply */
export async function unpack(reply) {
  if (!reply.ok) throw new Error(`${reply.status}: ${reply.url}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // a server has done it
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
