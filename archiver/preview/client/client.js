// What the preview does in an open page: it brings the page up to date in place whenever the server has a newer version,
// and shows problems. The server sends its whole state each time, so a message that is lost costs nothing.
import { forgetDigests, makeAssets } from "./assets.js";
import { morph, needsReload } from "./morph.js";
import { makeOverlay } from "./overlay.js";
import { keepPlace } from "./place.js";
import { listenForKey } from "./source.js";
import { connect } from "./stream.js";

const PAUSE = 1000; // milliseconds after which a request that has failed is made again

/**
 * @param {DOMStringMap} served what the page was served with: its path on the site, its version, that of the preview's
 *   program, those of the theme's assets (JSON), the addresses of the worker and of the events; `connected` is added as
 *   soon as the page knows the state
 * @param {string} base the address of the preview's scripts
 */
export function start(served, base) {
  const { page, program, assets, worker, events } = served;
  let { version } = served;
  const overlay = makeOverlay();
  let named = resolve(JSON.parse(assets || "{}"), base); // the versions of the assets
  const bring = makeAssets(named);
  let drawn = null; // the page's HTML as it was last fetched, parsed
  let latest = null;
  let done = null;
  let isBusy = false;

  listenForKey(page, base, overlay.note);
  const [workerUrl, eventsUrl] = [worker, events].map((address) => new URL(address, document.baseURI).href);
  connect({ page, worker: `${workerUrl}?${program}`, events: eventsUrl }, receive);

  function receive(/** @type {string} */ state) {
    latest = state;
    if (!("connected" in served)) served.connected = "";
    if (!isBusy) work();
  }

  // One state after the other; of those that come meanwhile, the last is enough.
  async function work() {
    isBusy = true;
    try {
      while (done !== latest) {
        done = latest;
        if ((await apply(JSON.parse(done))) === "reload") return location.reload();
      }
    } finally {
      isBusy = false;
    }
  }

  async function apply(state) {
    if (state.program !== program) return "reload";
    overlay.show(state);
    named = resolve(state.assets, base);
    if (bring(named)) return "reload";
    const wanted = state.pages[page];
    if (wanted === undefined || wanted === version) return "";
    return fetchAndMorph();
  }

  async function fetchAndMorph() {
    const reply = await fetchPage().catch(() => ({ status: 0 }));
    if (reply.status === 404) return "reload";
    if (!reply.to) return retry();
    if (reply.version === version) return "";
    if (reply.from === null && !drawn) return "reload"; // the server has been started again since
    const parse = (/** @type {string} */ html) => forgetDigests(new DOMParser().parseFromString(html, "text/html"), named);
    const [before, after] = [drawn ?? parse(reply.from), parse(reply.to)];
    if (needsReload(before, after) || !keepPlace(() => morph(before, after))) return "reload";
    [version, drawn] = [reply.version, after];
    bring(null);
    return "";
  }

  /** The page's HTML in its version and in the newest. A preview that ends while it answers is an error, too. */
  async function fetchPage() {
    const response = await fetch(new URL(`page?${new URLSearchParams({ page, from: version })}`, base));
    return response.ok ? response.json() : { status: response.status };
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

