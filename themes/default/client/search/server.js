// Answers a query by asking a server: `archiver answer`, or the preview, which has no index for browsers.
import { FIRST_POSTS } from "./constants.js";
import { queryUrl } from "./dom.js";
import { AWAY, fetchFile, utf8 } from "./meta.js";
import { _ } from "./translations.js";

/** @typedef {import("./answer.js").Answer} Answer */

const PATIENCE = 8000; // milliseconds

/** A text as it is; or an English message to translate, and its values. @typedef {string | [string, Record<string, any>]} Text */

/** @param {Text} text @returns {string} */
const translated = (text) =>
  typeof text === "string"
    ? text
    : _(text[0], Object.fromEntries(Object.entries(text[1]).map(([name, value]) => [name, translated(value)])));

/** @param {import("./browser_index.js").BrowserIndex} index @param {string} text @returns {Promise<Answer>} */
export async function answerFromServer({ meta, base }, text) {
  const ask = async (/** @type {number} */ limit) => {
    const url = new URL(`${meta.server}${queryUrl(text)}&limit=${limit}`, base);
    try {
      return JSON.parse(utf8(await fetchFile(url, { signal: AbortSignal.timeout(PATIENCE) })));
    } catch {
      throw Error(AWAY);
    }
  };
  let limit = FIRST_POSTS;
  const answer = await ask(limit);
  return {
    ...answer,
    text,
    hints: answer.hints.map(translated),
    advice: () => answer.advice,
    rest: async () => ({
      ...answer,
      more: async (start) => {
        const { rows, sizes } = await ask((limit *= 4));
        answer.sizes.push(...sizes.slice(start));
        return rows.slice(start);
      },
    }),
  };
}
