// Moving about in a thread: keys, the way to a post, the mark in the outline, links and code to copy. Pages are readable without.
import { all, find, pageOfThread, posts, say } from "./elements.js";
import { keysAreOn, onKey, turnKeys } from "./keys.js";
import { openLocalTime } from "./local_time.js";
import { openPrinting } from "./printing.js";

const PREFIX = "#_at="; // a page's address with it asks for a post that may be on the page
const PAUSE = 1500; // milliseconds in which the second key has to follow the first
const EDGE = 24; // pixels from the top of the window within which a post is at the top
/** @param {string} path */
const drawn = (path) =>
  '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">' +
  `<path d="${path}"/></svg>`;
const CHAIN = drawn("M6.5 9.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.9.9M9.5 6.5a3 3 0 0 0-4.3 0L2.8 8.9a3 3 0 0 0 4.3 4.3l.9-.9");
const SHEETS = drawn("M5 5V2h9v9h-3M2 5h9v9H2z");

/** @param {HTMLElement} post */
const linkOf = (post) => /** @type {HTMLAnchorElement} */ (find(".number", post));
const dialog = /** @type {HTMLDialogElement | null} */ (find("#_keys"));
const form = find(".jump");
const field = /** @type {HTMLInputElement | null} */ (find("#_post"));
const outline = /** @type {HTMLDetailsElement | null} */ (find(".outline details"));
const entries = find(".outline .entries");

// --- The way to a post, by its number or by a date: 12, 2022-07, 2022-07-05 ---

/** Whether a post with a number and a date is the wanted one, or a later one. @param {string} wanted */
const isFrom = (wanted) =>
  wanted.includes("-")
    ? (/** @type {string} */ _, /** @type {string} */ date) => date >= wanted
    : (/** @type {string} */ number) => Number(number) >= Number(wanted);

/** The number of the page that has a post, or the posts before it. @param {string} wanted @param {string[][]} starts */
function pageOf(wanted, starts) {
  const is = isFrom(wanted);
  const later = starts.findIndex(([number, date = ""]) => is(number, date));
  if (later < 0) return starts.length;
  return starts[later][0] === wanted ? later + 1 : Math.max(1, later);
}

/** @param {string} text @param {(address: string) => void} lead */
function jump(text, lead) {
  const wanted = text.trim().replace(/^#/, "");
  const { starts = "", page = "1", thread = "" } = form?.dataset ?? {};
  const pages = starts.split(" ").map((start) => start.split("@"));
  const address = (/** @type {number} */ number) => pageOfThread(thread, number);
  const at = pageOf(wanted, pages);
  if (at !== Number(page)) return lead(address(at) + PREFIX + wanted);
  const is = isFrom(wanted);
  const date = (/** @type {HTMLElement} */ post) => find("time", post)?.getAttribute("datetime") ?? "";
  const found = posts().find((post) => is(linkOf(post).text.slice(1), date(post)));
  if (!found && at < pages.length) return lead(address(at + 1)); // all later posts are on later pages
  const shown = found ?? posts().at(-1);
  if (shown) lead(`#${shown.id}`);
}

/** @param {string} address */
const go = (address) => location.assign(address);

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  jump(field?.value ?? "", go);
});
if (location.hash.startsWith(PREFIX)) {
  jump(decodeURIComponent(location.hash.slice(PREFIX.length)), (address) => location.replace(address));
}

openLocalTime();
openPrinting();

// --- Keys ---

/** The post at the top of the window, as an index; -1 above the first. @param {HTMLElement[]} shown */
const current = (shown) => shown.findLastIndex((post) => post.getBoundingClientRect().top < EDGE);

/** Goes to the next post, or to the beginning of this one or the one before it. @param {1 | -1} by */
function step(by) {
  const shown = posts();
  const at = current(shown);
  const isWithin = by < 0 && at >= 0 && shown[at].getBoundingClientRect().top < -EDGE;
  const post = shown[isWithin ? at : at + by];
  if (!post) return;
  post.scrollIntoView();
  linkOf(post).focus({ preventScroll: true });
}

function ask() {
  if (!field || !outline) return;
  outline.open = true;
  field.focus();
  field.select();
}

/** @param {string} selector */
const follow = (selector) => /** @type {HTMLElement | undefined} */ (all(selector).at(-1))?.click();
const help = () => dialog?.showModal();
const search = () => {
  const box = /** @type {HTMLFormElement | null} */ (find(".find"));
  if (box) go(box.action);
};

const PLACES = new Map([
  ["h", () => follow("header.site .name")],
  ["b", () => follow(".crumbs a")],
  ["s", search],
]);
const KEYS = new Map([
  ["j", () => step(1)],
  ["k", () => step(-1)],
  ["[", () => follow(".pager [rel=prev]")],
  ["]", () => follow(".pager [rel=next]")],
  ["#", ask],
  ["?", help],
]);
let prefixed = 0; // when the key g was pressed

onKey((key) => {
  const act = (performance.now() < prefixed + PAUSE && PLACES.get(key)) || KEYS.get(key);
  prefixed = key === "g" ? performance.now() : -PAUSE;
  act?.();
  return act;
});

find("#_help")?.addEventListener("click", help);
const isOn = /** @type {HTMLInputElement | null} */ (find("#_keys-on"));
if (isOn) {
  isOn.checked = keysAreOn();
  isOn.addEventListener("change", () => turnKeys(isOn.checked));
}

// --- The outline marks the post that is read, and keeps it in sight ---

if (outline && entries) {
  const links = new Map(all(".entries a").map((link) => [decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash), link]));
  /** @type {Set<Element>} */
  const seen = new Set();
  /** @type {HTMLElement | undefined} */
  let marked;
  const keepInSight = () => {
    if (!marked || entries.matches(":hover, :focus-within")) return;
    const [box, line] = [entries.getBoundingClientRect(), marked.getBoundingClientRect()];
    if (line.top < box.top || line.bottom > box.bottom) entries.scrollTop += line.top - box.top - box.height / 3;
  };
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
      const first = posts().find((post) => seen.has(post));
      const link = first && links.get(`#${first.id}`);
      if (!link || link === marked) return;
      marked?.removeAttribute("aria-current");
      link.setAttribute("aria-current", "location");
      marked = link;
      keepInSight();
    },
    { rootMargin: `-${EDGE}px 0px -75% 0px` },
  );
  for (const post of posts()) observer.observe(post);
  outline.addEventListener("toggle", keepInSight);
}

// --- Links and code to copy ---

if (navigator.clipboard && dialog) {
  const { copy = "", copied = "", copyCode = "", codeCopied = "" } = dialog.dataset;
  /** @param {string} title @param {string} picture @param {string} said @param {() => string} text */
  const copying = (title, picture, said, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.title = title;
    button.innerHTML = picture;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      say(said);
    });
    return button;
  };
  for (const post of posts()) {
    const button = copying(copy, CHAIN, copied, () => linkOf(post).href);
    button.ariaLabel = `${copy}: ${linkOf(post).text}`;
    find("h2", post)?.after(button);
  }
  for (const code of all(".body pre")) {
    const box = document.createElement("div"); // beside what scrolls, or it would scroll with it
    box.className = "code";
    code.replaceWith(box);
    box.append(code, copying(copyCode, SHEETS, codeCopied, () => (code.textContent ?? "").replace(/\n$/, "")));
  }
}
