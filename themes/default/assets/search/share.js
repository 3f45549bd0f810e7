// The published index: fetches its files when they are asked for, decodes them, and keeps the latest.
// A key is a field's letter and a term, as a string of UTF-8 bytes: these sort as the files do.

const BLOCK = 4096; // postings
const DOCS = 64;
const ROWS = 8192;
const KEPT = 32 << 20; // bytes of decompressed files
const NO_FILE = "AAAAAAAA";

/**
 * Postings that stand in one file; `before` others have their positions there before them.
 * @typedef {{docs: Uint32Array, impacts: Uint8Array, places: string, before: number}} Piece
 * @typedef {{last: number, file: string, places: string}} Block
 * All the postings of a key; `name` is how an author or a tag is shown.
 * @typedef {Piece & {key: string, df: number, blocks: Block[], name: string}} List
 * @typedef {{n: number, langs: string[], zone: string, columns: string, docs: string, terms: string, days: string}} Meta
 * @typedef {{url: string, thread: string, title: string, board: string, number: number, author: string | null,
 *   date: string | null, text: string, quoted: string, lang: string}} Post
 * @typedef {{names: string[], boards: string[], threadBoards: number[], blocks: string[]}} Columns
 * @typedef {{value: Promise<any>, size: number}} Kept
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const text = (/** @type {Uint8Array} */ bytes) => decoder.decode(bytes);
const latin = (/** @type {Uint8Array} */ bytes) => String.fromCharCode(...bytes);
const base64 = (/** @type {Uint8Array} */ bytes) => btoa(latin(bytes)).replace(/\+/g, "-").replace(/\//g, "_");
const same = (/** @type {Uint8Array} */ bytes) => bytes;

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

class Reader {
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
function readDirectory(bytes) {
  const reader = new Reader(bytes);
  const shards = [];
  for (let key = ""; reader.more;)
    shards.push({ key: (key = reader.key(key)), file: reader.name(), places: reader.name() });
  return shards;
}

/** @param {Uint8Array} bytes @param {string} places */
function readShard(bytes, places) {
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
function readNumbers(bytes) {
  const reader = new Reader(bytes);
  const numbers = [];
  while (reader.more) numbers.push(reader.number());
  return numbers;
}

/** Days with posts, and the first document of each; those before have no day.
 * @param {Uint8Array} bytes */
function readDays(bytes) {
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
function readPosts(bytes) {
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
async function unpack(reply) {
  if (!reply.ok) throw new Error(`${reply.status}: ${reply.url}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // a server has done it
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

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
