// Brings what the page uses of the theme's assets up to date: stylesheets and pictures in place, without a flash. Pages name
// assets with a digest in the name, which the server answers with the newest bytes, whichever digest it is.
import { keepPlace } from "./place.js";

const SCRIPTS = /\.m?js$/;
const SHOWN_BY = ["audio", "css", "image", "img", "input", "link", "other", "video"]; // what can show a new version in place
const MOST_RESOURCES = 2000; // that the browser is asked to remember
const SHEETS = "link[rel~=stylesheet][href]";
const SHOWING = "[src], [srcset], [poster], link[href]:not([rel~=stylesheet]), image[href], use[href], object[data]";
const DIGEST = /\.[0-9a-f]{8}(?=\.\w+(?:[?#]|$))/;
const NAMING = `${SHEETS}, ${SHOWING}`; // elements that may name assets
const URL_ATTRIBUTES = ["src", "srcset", "poster", "href", "data"];

/**
 * A function that gets the versions of all assets by URL path, or null for no change, after each change of the page. It
 * returns true if the page has to be loaded again, since a script that it uses has changed.
 * @param {Record<string, string>} known the versions that the page was served with
 * @returns {(assets: Record<string, string> | null) => boolean}
 */
export function makeAssets(known) {
  const renewed = new Map(); // URL path -> version, of what has changed since the page was loaded
  const loading = new Map(); // URL path of a stylesheet -> the element that is to take the place of another
  performance.setResourceTimingBufferSize(MOST_RESOURCES);
  return (assets) => {
    const now = assets ?? known;
    const changed = Object.keys({ ...known, ...now }).filter((path) => known[path] !== now[path]);
    known = now;
    for (const path of changed) renewed.set(path, now[path] ?? "");
    if (renewed.size) renewElements(renewed);
    const used = changed.map((path) => ({ path, by: findInitiators(path) })).filter(({ by }) => by.length);
    const isOver = ({ path, by }) => !(path in now) || SCRIPTS.test(path) || !by.every((kind) => SHOWN_BY.includes(kind));
    if (used.some(isOver)) return true;
    if (used.length) swapSheets(used, now, loading);
    return false;
  };
}

/** The URL path of an asset, as `assets` have it, or of any other file. @param {string} url @param {object} assets */
function pathOf(url, assets) {
  const path = new URL(url, document.baseURI).pathname;
  const own = path.replace(DIGEST, "");
  return !(path in assets) && own in assets ? own : path;
}

/** Takes the digests out of the names of assets on a page, so that it does not differ where only an asset has changed.
 * @param {Document} page @param {Record<string, string>} assets the versions of all, by URL path */
export function forgetDigests(page, assets) {
  const forget = (/** @type {string} */ url) => {
    const { pathname } = new URL(url.replace(/,$/, ""), document.baseURI);
    return pathOf(pathname, assets) === pathname ? url : url.replace(DIGEST, "");
  };
  for (const element of page.querySelectorAll(NAMING)) changeUrls(element, forget);
  return page;
}

/** @param {Element} element @param {(url: string) => string} change */
function changeUrls(element, change) {
  for (const name of URL_ATTRIBUTES) {
    const value = element.getAttribute(name);
    const made = name === "srcset" ? value?.replace(/\S*[^\s,]\S*/g, change) : value && change(value);
    if (value && made && made !== value) element.setAttribute(name, made);
  }
}

/** What has loaded an asset for this page: kinds of elements, "css", "script", "fetch". @param {string} path */
const findInitiators = (path) =>
  performance
    .getEntriesByType("resource")
    .filter(({ name }) => name.startsWith(origin) && pathOf(name, { [path]: "" }) === path)
    .map((entry) => /** @type {PerformanceResourceTiming} */ (entry).initiatorType);

/** Gives new addresses to what shows changed assets. @param {Map<string, string>} versions by URL path */
function renewElements(versions) {
  const renew = (/** @type {string} */ url) => {
    const path = pathOf(url.replace(/,$/, ""), Object.fromEntries(versions));
    if (!versions.has(path)) return url;
    return withVersion(url, versions.get(path) ?? "");
  };
  for (const element of document.querySelectorAll(SHOWING)) {
    if (!element.matches("script, iframe")) changeUrls(element, renew);
  }
}

/** @param {string} url @param {string} version */
function withVersion(url, version) {
  const [, address, rest] = /** @type {RegExpMatchArray} */ (url.match(/^([^#,]*)(.*)$/s));
  const bare = address.replace(/[?&]v=[^&]*$/, "");
  return `${bare}${bare.includes("?") ? "&" : "?"}v=${version}${rest}`;
}

/**
 * Loads stylesheets anew: those that have changed; all, if something has that one of them imports or shows.
 * @param {{path: string, by: string[]}[]} used what has changed, and what has loaded it
 * @param {Record<string, string>} assets @param {Map<string, Element>} loading
 */
function swapSheets(used, assets, loading) {
  const pending = new Set(loading.values());
  const nested = used.filter(({ by }) => by.includes("css")).map(({ path }) => assets[path]);
  for (const sheet of document.querySelectorAll(SHEETS)) {
    const path = pathOf(/** @type {HTMLLinkElement} */ (sheet).href, assets);
    if (pending.has(sheet) || !(nested.length || used.some((asset) => asset.path === path))) continue;
    swapSheet(sheet, path, [assets[path], ...nested].join("."), loading);
  }
}

// The new stylesheet does not apply until it is loaded; then it takes the place of the old one between two frames.
function swapSheet(sheet, path, version, loading) {
  const next = sheet.cloneNode();
  next.setAttribute("href", withVersion(sheet.getAttribute("href"), version));
  next.media = "not all";
  next.onload = () =>
    keepPlace(() => {
      if (sheet.hasAttribute("media")) next.media = sheet.media;
      else next.removeAttribute("media");
      sheet.remove();
      loading.delete(path);
    });
  next.onerror = () => next.remove();
  loading.get(path)?.remove();
  loading.set(path, next);
  sheet.after(next);
}
