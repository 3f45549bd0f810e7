// The texts of the interface in the language of the site. Templates write translations of the English texts as JSON to
// the page; see `script_translations` in archiver/render/translator.py. Without them, as in node, the texts are English.

const translations = JSON.parse(globalThis.document?.getElementById("_translations")?.textContent ?? "{}");

/** The language of dates and numbers, with the calendar and the digits of pages; for each number below 200, the digit of its plural form; and if a setting says how dates are written, that format, and the names of months. */
const [locale, forms, format, months] = translations[""] ?? ["en-GB"];

/** A date as pages write it. @param {string} date in ISO 8601 */
export function day(date) {
  const [whole, year, month, day] = /** @type {RegExpExecArray} */ (/^(\d+)-(\d+)-(\d+)/.exec(date));
  if (!format) return new Date(whole).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
  const values = { Y: year, m: month, d: day, "-m": Number(month), "-d": Number(day), B: months[Number(month) - 1], "%": "%" };
  return format.replace(/%(-?.)/g, (/** @type {string} */ _, /** @type {keyof typeof values} */ name) => values[name]);
}

/** @param {number} n */
export const number = (n) => n.toLocaleString(locale);

/** A translated message in parts: the values of its names `%(name)s`, which may be elements, and what is between them.
 * @param {string} message @param {any} [values] @returns {any[]} */
export const parts = (message, values) => {
  const texts = /** @type {string[]} */ ((translations[message] ?? message).split(/%\((.+?)\)s/));
  return texts.map((text, i) => (i % 2 ? values[text] : text));
};

/** A translated message.
 * @param {string} message @param {any} [values] */
export const _ = (message, values) => parts(message, values).join("");

/** The translated message for a number of things.
 * @param {string} one @param {string} many @param {number} n */
export const ngettext = (one, many, n) =>
  _(translations[one + many]?.[forms[n < 200 ? n : 100 + (n % 100)]] ?? (n === 1 ? one : many), {
    num: number(n),
  });
