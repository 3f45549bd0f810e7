// Reads what describes the browser index, and any other file of it.
import { isOffline } from "../offline.js";
import { runScript } from "../scripts.js";

/**
 * `langs` are the languages of the archive, `stems` those of them that have a stemmer; `root` is the name of the root of
 * the directory. Where there is a `server` (its URL, relative to these files), it answers, and all else is missing.
 * @typedef {{n: number, langs: string[], stems: string[], zone: string, synonyms?: Record<string, string[]>, root: string, levels: number, server?: string}} Meta
 */

/** The message of the error if a server does not answer. */
export const AWAY = "away";

export const utf8 = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** @param {URL | string} base the URL of `search/data/` @returns {Promise<Meta>} */
export const readMeta = async (base) => JSON.parse(utf8(await loadFile(base, "meta", true)));

/** The bytes of a file of the index, decompressed.
 * @param {URL | string} base the URL of `search/data/` @param {string} path the path below it, without `.bin`
 * @param {boolean} [isFresh] whether it may have changed, so that no cache is asked */
export const loadFile = (base, path, isFresh) =>
  isOffline
    ? runFile(new URL(`${path}.bin.js${isFresh ? `?${Date.now()}` : ""}`, base))
    : fetchFile(new URL(`${path}.bin`, base), isFresh ? { cache: "no-cache" } : {});

/** The bytes of a file that a script hands over in base64, decompressed. @param {URL} url */
async function runFile(url) {
  const text = atob(await runScript(url));
  return decompressed(new Blob([Uint8Array.from(text, (char) => char.charCodeAt(0))]));
}

/** The bytes of a file, decompressed. @param {string | URL} url @param {RequestInit} [how] */
export async function fetchFile(url, how) {
  const reply = await fetch(url, how);
  if (!reply.ok) throw Error(String(reply.status));
  return decompressed(await reply.blob());
}

/** @param {Blob} file */
async function decompressed(file) {
  const bytes = await bytesOf(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // not gzip: the server has decompressed it
  return bytesOf(file.stream().pipeThrough(new DecompressionStream("gzip")));
}

/** @param {Blob | ReadableStream} file */
const bytesOf = async (file) => new Uint8Array(await new Response(file).arrayBuffer());
