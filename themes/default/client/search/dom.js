// What the search page and the box on other pages have in common: where one types, and how elements are made.
import { Share } from "./share.js";

const PAUSE = 60; // ms without a key before one looks

/** An element that the templates name. @param {string} name */
export const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`_${name}`));
export const input = /** @type {HTMLInputElement} */ (part("q"));
export const form = /** @type {HTMLFormElement} */ (input.form);
export const share = new Share(new URL("data/", form.action));

/** @param {string} tag @param {Record<string, string>} attributes @param {(string | Node)[]} children */
export function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

/** A query in an address. @param {string} text */
export const asked = (text) => `?q=${encodeURIComponent(text)}`;

/** A field of a query with a name. @param {string} field @param {string} name */
export const named = (field, name) => field + (/[\s"]/.test(name) ? `:"${name.replaceAll('"', " ")}"` : `:${name}`);

let pause = 0;
export const stopLooking = () => clearTimeout(pause);
/** @param {() => unknown} look */
export const onTyping = (look) =>
  input.addEventListener("input", () => {
    stopLooking();
    pause = setTimeout(look, PAUSE);
  });

/** How far an arrow key goes down. @param {KeyboardEvent} event */
export const stepOf = ({ key }) => Number(key === "ArrowDown") - Number(key === "ArrowUp");
