// The key "e" opens the file that a page is written in, at the first post that is seen, in the reader's editor.
import { isSafe } from "./overlay.js";

const KEY = "e";
const FIELDS = "input, textarea, select, [contenteditable]";
const POSTS = "article[id], .post[id]";
const LINE = 48; // pixels: of a post whose last line is at the top of the screen, little is seen

/**
 * @param {string} page the page's path on the site @param {string} base the address of the preview's scripts
 * @param {(text: string) => void} note shows a text for some seconds
 */
export function listenForKey(page, base, note) {
  addEventListener("keydown", async (event) => {
    if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (event.defaultPrevented || target.closest?.(FIELDS)) return;
    event.preventDefault();
    const query = new URLSearchParams({ page, ...findPost() });
    const response = await fetch(new URL(`source?${query}`, base)).catch(() => null);
    if (!response?.ok) return note(response ? "This page has no source of its own" : "The preview does not run");
    const { path, line, editor } = await response.json();
    if (editor && isSafe(editor)) location.href = editor;
    else note(line ? `${path}:${line}` : path);
  });
}

/** The number of the first post that is seen. @returns {{post?: string}} */
function findPost() {
  for (const post of document.querySelectorAll(POSTS)) {
    const { top, bottom } = post.getBoundingClientRect();
    if (bottom < LINE) continue;
    const number = post.querySelector(".number")?.textContent?.match(/\d+/) ?? post.id.match(/\d+$/);
    return number && top < innerHeight ? { post: number[0] } : {};
  }
  return {};
}
