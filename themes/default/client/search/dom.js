// Elements of the page that the search page and the search box share.
const PAUSE = 60; // milliseconds without a key, after which a query is evaluated

/** The element with the id that templates give it. @param {string} name */
export const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`_${name}`));
export const input = /** @type {HTMLInputElement} */ (part("q"));
export const form = /** @type {HTMLFormElement} */ (input.form);

/** @param {string} tag @param {Record<string, string>} attributes @param {(string | Node)[]} children */
export function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

/** The query string of a URL that asks for a text. @param {string} text */
export const queryUrl = (text) => `?q=${encodeURIComponent(text)}`;

/** @param {string} query @param {string} words @param {boolean} [isOn] */
export function linkTo(query, words, isOn) {
  const link = make("a", { href: queryUrl(query), dir: "auto" }, words);
  if (isOn) link.ariaCurrent = "true";
  return link;
}

/** A field of a query with its value. @param {string} field @param {string} name */
export const fieldTerm = (field, name) => field + (/[\s"]/.test(name) ? `:"${name.replaceAll('"', " ")}"` : `:${name}`);

/** The slug of a thread or board. @param {string} url from the site's root on */
export const slugOf = (url) => decodeURIComponent(url).replace(/\/page-\d+\/$/, "/").slice(1, -1);

let pause = 0;
export const stopLooking = () => clearTimeout(pause);
/** @param {() => unknown} look */
export const onTyping = (look) =>
  input.addEventListener("input", () => {
    stopLooking();
    pause = setTimeout(look, PAUSE);
  });

/** 1 for the down arrow key, -1 for the up arrow key, else 0. @param {KeyboardEvent} event */
export const stepOf = ({ key }) => Number(key === "ArrowDown") - Number(key === "ArrowUp");
