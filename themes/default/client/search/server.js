// Answers a query by asking a server: the preview, which has no index for browsers.
import { FIRST_POSTS } from "./constants.js";
import { load, utf8 } from "./decode.js";
import { queryUrl } from "./dom.js";

/** @typedef {import("./answer.js").Answer} Answer */

/** @param {import("./browser_index.js").BrowserIndex} index @param {string} text @returns {Promise<Answer>} */
export async function answerFromServer({ meta, base }, text) {
  const ask = async (/** @type {number} */ limit) =>
    JSON.parse(utf8(await load(new URL(`${meta.server}${queryUrl(text)}&limit=${limit}`, base))));
  let limit = FIRST_POSTS;
  const answer = await ask(limit);
  return {
    ...answer,
    text,
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
