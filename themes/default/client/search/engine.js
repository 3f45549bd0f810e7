// The engine of the search: it reads the index and answers queries. loading.js loads it when somebody is about to ask.
// .ci/bundle makes one file of this module and all that it imports.
import { answerFromIndex } from "./answer.js";
import { BrowserIndex } from "./browser_index.js";
import { keyOf } from "./decode.js";
import { answerFromServer } from "./server.js";
import { suggest } from "./suggest.js";

/** An answer, and what describes the index that gave it.
 * @typedef {import("./answer.js").Answer & {meta: import("./meta.js").Meta}} Answered */

/** Opens an index. What is done with it is done by its `read`.
 * @param {URL} base the URL of `search/data/` @param {Promise<import("./meta.js").Meta>} [meta] what its `meta.bin` has */
export async function openEngine(base, meta) {
  const index = new BrowserIndex(base);
  await index.open(await meta);
  return {
    index,
    /** The answer of the index, or of the server in its place. @param {string} text @returns {Promise<Answered>} */
    answer: async (text) => ({
      ...(await (index.meta.server ? answerFromServer : answerFromIndex)(index, text)),
      meta: index.meta,
    }),
    /** @param {string} text */
    suggest: (text) => suggest(index, text),
    /** The URL of a random thread, from the root of the site. @returns {Promise<string>} */
    async random() {
      const [firsts] = await index.lists(keyOf("f", "first"), true);
      const { docs } = await index.postings(firsts);
      const [{ thread }] = await index.posts([docs[Math.floor(Math.random() * docs.length)]]);
      return thread;
    },
  };
}
