// Elements of a page of a thread.
import { pageAddress } from "./offline.js";

const SHOWN = 3000; // milliseconds for which something is said

/** @param {string} selector @param {ParentNode} [within] */
export const find = (selector, within = document) => /** @type {HTMLElement | null} */ (within.querySelector(selector));
/** @param {string} selector */
export const all = (selector) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
export const posts = () => all(".post");

/** The address of a page of a thread. @param {string} thread a link to the first @param {number} number */
export const pageOfThread = (thread, number) =>
  String(new URL(number > 1 ? pageAddress(`page-${number}/`) : "", new URL(thread, location.href)));

/** A button that does nothing without scripts, and is shown now; null if the page has none. @param {string} id */
export function shownButton(id) {
  const button = /** @type {HTMLButtonElement | null} */ (find(id));
  if (button?.parentElement) button.parentElement.hidden = false;
  return button;
}

const status = document.createElement("p");
status.className = "toast";
status.role = "status";
document.body.append(status);

/** Says something for a while. @param {string} words */
export function say(words) {
  status.textContent = words;
  setTimeout(() => (status.textContent = ""), SHOWN);
}
