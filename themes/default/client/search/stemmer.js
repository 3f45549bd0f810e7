// The base class of Snowball's stemmers. The stemmers (../stemmers/) are translated by tests/generate/stemmers.py: each
// hands over a function that makes it of what this module exports.

/** @typedef {Map<string, [result: number, condition: string]> & { longest: number }} Table */

/**
 * A table of endings or beginnings.
 * @param {string} words the entries, with a bar between each two
 * @param {number | number[]} results the result of each entry, or of all
 * @param {string[]} conditions names of methods that must return true for an entry to match, "" for none
 * @returns {Table}
 */
export function table(words, results, conditions = []) {
  const all = words.split("|");
  const pairs = all.map((word, i) => [word, [Array.isArray(results) ? results[i] : results, conditions[i] ?? ""]]);
  return Object.assign(new Map(/** @type {any} */ (pairs)), { longest: Math.max(...all.map((word) => word.length)) });
}

/** The state of a stemmer: the word, a cursor, limits, and a slice from `bra` to `ket`. Methods whose names end in `_b`
 * go backwards. */
export class Stemmer {
  current = "";
  cursor = 0;
  limit = 0;
  limit_backward = 0;
  bra = 0;
  ket = 0;

  /** Stems `current`: a language's class overrides it. */
  run() {}

  /** @param {string} word */
  stem(word) {
    this.current = word;
    this.cursor = this.limit_backward = this.bra = 0;
    this.limit = this.ket = word.length;
    this.run();
    return this.current;
  }

  /** @param {string} letters @param {boolean} wanted @param {-1 | 1} step */
  #step(letters, wanted, step) {
    if (step > 0 ? this.cursor >= this.limit : this.cursor <= this.limit_backward) return false;
    if (letters.includes(this.current[step > 0 ? this.cursor : this.cursor - 1]) !== wanted) return false;
    this.cursor += step;
    return true;
  }

  /** Moves the cursor while the next letter is one of `letters`, or is not; true if it stops before the limit.
   * @param {string} letters @param {boolean} wanted @param {-1 | 1} step */
  #go(letters, wanted, step) {
    while (this.#step(letters, wanted, step));
    return step > 0 ? this.cursor < this.limit : this.cursor > this.limit_backward;
  }

  /** @param {string} letters */
  in_grouping = (letters) => this.#step(letters, true, 1);
  /** @param {string} letters */
  in_grouping_b = (letters) => this.#step(letters, true, -1);
  /** @param {string} letters */
  out_grouping = (letters) => this.#step(letters, false, 1);
  /** @param {string} letters */
  out_grouping_b = (letters) => this.#step(letters, false, -1);
  /** @param {string} letters */
  go_in_grouping = (letters) => this.#go(letters, true, 1);
  /** @param {string} letters */
  go_in_grouping_b = (letters) => this.#go(letters, true, -1);
  /** @param {string} letters */
  go_out_grouping = (letters) => this.#go(letters, false, 1);
  /** @param {string} letters */
  go_out_grouping_b = (letters) => this.#go(letters, false, -1);

  /** @param {string} text */
  eq_s(text) {
    const is = this.cursor + text.length <= this.limit && this.current.startsWith(text, this.cursor);
    if (is) this.cursor += text.length;
    return is;
  }

  /** @param {string} text */
  eq_s_b(text) {
    const is = this.cursor - text.length >= this.limit_backward && this.current.endsWith(text, this.cursor);
    if (is) this.cursor -= text.length;
    return is;
  }

  /** The result of the longest entry at the cursor whose condition is true, else 0. @param {Table} entries */
  find_among(entries) {
    const start = this.cursor;
    for (let size = Math.min(entries.longest, this.limit - start); size >= 0; size--) {
      const found = this.#found(entries, start, start + size, start + size);
      if (found) return found;
    }
    return 0;
  }

  /** @param {Table} entries */
  find_among_b(entries) {
    const end = this.cursor;
    for (let size = Math.min(entries.longest, end - this.limit_backward); size >= 0; size--) {
      const found = this.#found(entries, end - size, end, end - size);
      if (found) return found;
    }
    return 0;
  }

  /** @param {Table} entries @param {number} start @param {number} end @param {number} cursor where a matching entry leaves the cursor */
  #found(entries, start, end, cursor) {
    const [result, condition] = entries.get(this.current.slice(start, end)) ?? [0, ""];
    if (!result) return 0;
    this.cursor = cursor;
    if (condition) {
      if (!(/** @type {any} */ (this)[condition]())) return 0;
      this.cursor = cursor;
    }
    return result;
  }

  /** @param {number} bra @param {number} ket @param {string} text */
  #replace(bra, ket, text) {
    const longer = text.length - (ket - bra);
    this.current = this.current.slice(0, bra) + text + this.current.slice(ket);
    this.limit += longer;
    if (this.cursor >= ket) this.cursor += longer;
    else if (this.cursor > bra) this.cursor = bra;
    return longer;
  }

  /** @param {string} text */
  slice_from(text) {
    this.#replace(this.bra, this.ket, text);
    this.ket = this.bra + text.length;
  }

  slice_del() {
    this.slice_from("");
  }

  slice_to() {
    return this.current.slice(this.bra, this.ket);
  }

  /** @param {number} bra @param {number} ket @param {string} text */
  insert(bra, ket, text) {
    const longer = this.#replace(bra, ket, text);
    if (bra <= this.bra) this.bra += longer;
    if (bra <= this.ket) this.ket += longer;
  }
}
