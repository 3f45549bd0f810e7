// What the preview does in an open page: it brings the page up to date in place whenever the server has a newer version,
// and shows problems. The server sends its whole state each time, so a message that is lost costs nothing.
import { makeAssets } from "./assets.js";
import { morph, needsReload } from "./morph.js";
import { makeOverlay } from "./overlay.js";
import { keepPlace } from "./place.js";
import { listenForKey } from "./source.js";
import { connect } from "./stream.js";

const PAUSE = 1000; // milliseconds after which a request that has failed is made again

/**
 * @param {Record<string, string>} served what the page was served with: its path on the site, its version, that of the
 *   preview's program, those of the theme's assets (JSON), the addresses of the worker and of the events
 * @param {string} base the address of the preview's scripts
 */
export function start({ page, version, program, assets, worker, events }, base) {
  const overlay = makeOverlay();
  const bring = makeAssets(resolve(JSON.parse(assets || "{}"), base));
  let drawn = null; // the page's HTML as it was last fetched, parsed
  let latest = null;
  let done = null;
  let isBusy = false;

  listenForKey(page, base, overlay.note);
  const [workerUrl, eventsUrl] = [worker, events].map((address) => new URL(address, document.baseURI).href);
  connect({ page, worker: `${workerUrl}?${program}`, events: eventsUrl }, receive);

  function receive(/** @type {string} */ state) {
    latest = state;
    if (!isBusy) work();
  }

  // One state after the other; of those that come meanwhile, the last is enough.
  async function work() {
    isBusy = true;
    while (done !== latest) {
      done = latest;
      if ((await apply(JSON.parse(done))) === "reload") return location.reload();
    }
    isBusy = false;
  }

  async function apply(state) {
    if (state.program !== program) return "reload";
    overlay.show(state);
    if (bring(resolve(state.assets, base))) return "reload";
    const wanted = state.pages[page];
    if (wanted === undefined || wanted === version) return "";
    return fetchAndMorph();
  }

  async function fetchAndMorph() {
    const query = new URLSearchParams({ page, from: version });
    const response = await fetch(new URL(`page?${query}`, base)).catch(() => null);
    if (response?.status === 404) return "reload";
    if (!response?.ok) return retry();
    const { version: newest, from, to } = await response.json();
    if (newest === version) return "";
    if (from === null && !drawn) return "reload"; // the server has been started again since
    const [before, after] = [drawn ?? parse(from), parse(to)];
    if (needsReload(before, after) || !keepPlace(() => morph(before, after))) return "reload";
    [version, drawn] = [newest, after];
    bring(null);
    return "";
  }

  function retry() {
    setTimeout(() => {
      done = null;
      if (!isBusy) work();
    }, PAUSE);
    return "";
  }
}

/** Versions of assets by URL path, of those by the path on the site. @param {Record<string, string>} versions */
const resolve = (versions, /** @type {string} */ base) =>
  Object.fromEntries(Object.entries(versions).map(([path, version]) => [new URL(`../${path}`, base).pathname, version]));

const parse = (/** @type {string} */ html) => new DOMParser().parseFromString(html, "text/html");
