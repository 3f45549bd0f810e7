// What the preview shows over a page: problems, how far the archive is read, and short notes. All texts may come from
// strangers, so they are only ever set as text. A shadow root keeps the theme's styles out.
import { STYLE } from "./overlay_style.js";

const MOST = 50; // problems that are shown
const SECONDS = 8; // that a note stays
const UNSAFE = ["javascript:", "data:", "vbscript:", "blob:", "about:", "filesystem:"];
const HIDDEN = "archiver-hidden-problems"; // key of what the reader has hidden, kept while the tab is open

/**
 * @typedef {{severity: "error" | "warning", path: string, line: number, column: number, message: string, hint: string,
 *   example: string, lines: [number, string, boolean][], chain: string[], editor: string}} Problem
 * @typedef {{problems: Problem[], progress: {done: number, total: number} | null}} State
 */

/** If an address may be opened: it comes from the configuration, and must not run as a script. @param {string} url */
export function isSafe(url) {
  try {
    return !UNSAFE.includes(new URL(url, location.href).protocol);
  } catch {
    return false;
  }
}

/** An element with children, which are texts or elements. */
function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  const { attributes = {}, ...others } = properties;
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  Object.assign(made, others).append(...children);
  return made;
}

export function makeOverlay() {
  const host = make("div", { attributes: { "data-archiver": "overlay" } });
  const places = { problems: make("slot"), note: make("slot"), progress: make("slot") };
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // the site's policy allows no style elements
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(...Object.values(places));

  const put = (name, ...children) => {
    places[name].replaceChildren(...children);
    if (Object.values(places).some((place) => place.hasChildNodes())) {
      if (!host.isConnected) document.documentElement.append(host);
    } else host.remove();
  };
  let shown = "[]";
  const showProblems = (/** @type {Problem[]} */ problems) => {
    const key = JSON.stringify(problems);
    if (key === shown) return;
    shown = key;
    const hide = () => {
      put("problems");
      remember(key);
    };
    if (!problems.length || recall() === key) return put("problems");
    const isOpen = places.problems.querySelector("details")?.open ?? false;
    const hadFocus = root.activeElement !== null;
    put("problems", drawProblems(problems, isOpen, hide));
    if (hadFocus) places.problems.querySelector("button")?.focus({ preventScroll: true });
  };
  return {
    /** @param {State} state */
    show({ problems, progress }) {
      showProblems(problems);
      put("progress", ...(progress ? [drawProgress(progress)] : []));
    },
    /** Shows a text for some seconds; longer, while it is selected. @param {string} text */
    note(text) {
      const drawn = make("p", { className: "note", role: "status" }, text);
      put("note", drawn);
      const leave = () => {
        if (!drawn.isConnected) return;
        if (drawn.matches(":hover")) setTimeout(leave, SECONDS * 1000);
        else put("note");
      };
      setTimeout(leave, SECONDS * 1000);
    },
  };
}

function remember(key) {
  try {
    sessionStorage.setItem(HIDDEN, key);
  } catch {
    // Storage may be forbidden or full: the problems are shown again on the next page.
  }
}

function recall() {
  try {
    return sessionStorage.getItem(HIDDEN);
  } catch {
    return null;
  }
}

/** @param {number} count @param {string} word */
const counted = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

function drawProblems(problems, isOpen, hide) {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.filter(({ severity }) => severity !== "error");
  const box = make("section", { role: "alert", ariaLabel: "Problems", className: errors.length ? "bad" : "" });
  box.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  box.append(make("button", { type: "button", onclick: hide }, "Hide"));
  if (errors.length) box.append(make("h2", {}, counted(errors.length, "error")), drawList(errors));
  if (warnings.length) {
    const summary = make("summary", {}, counted(warnings.length, "warning"));
    box.append(make("details", { open: isOpen }, summary, drawList(warnings)));
  }
  return box;
}

function drawList(problems) {
  const list = make("ol", {}, ...problems.slice(0, MOST).map(drawProblem));
  if (problems.length > MOST) list.append(make("li", {}, `and ${counted(problems.length - MOST, "other")}`));
  return list;
}

function drawProblem(/** @type {Problem} */ { path, line, column, message, hint, example, lines, chain, editor }) {
  const place = [path, ...(line ? [line, ...(column ? [column] : [])] : [])].join(":");
  const link = editor && isSafe(editor) ? make("a", { href: editor, title: "Open in the editor" }, place) : place;
  const drawn = make("li", {}, make("p", { className: "place" }, link), make("p", { className: "message" }, message));
  if (lines?.length) drawn.append(make("pre", { tabIndex: 0 }, ...lines.map(drawLine)));
  if (chain?.length) drawn.append(make("p", { className: "chain" }, chain.join(" › ")));
  if (hint) drawn.append(make("p", { className: "hint" }, hint));
  if (example) drawn.append(make("p", { className: "example" }, example));
  return drawn;
}

function drawLine([number, text, isFaulty]) {
  const parts = [make("span", { className: "number" }, `${isFaulty ? ">" : " "} ${number} `), `${text}\n`];
  return make(isFaulty ? "mark" : "span", {}, ...parts);
}

function drawProgress({ done, total }) {
  const words = `${Number(done).toLocaleString("en")} of ${Number(total).toLocaleString("en")} threads read`;
  const bar = make("span", { className: "bar" });
  bar.style.width = `${total ? (100 * done) / total : 0}%`;
  const attributes = { "aria-valuenow": done, "aria-valuemax": total, "aria-valuetext": words, "aria-label": "Reading" };
  return make("div", { className: "progress", role: "progressbar", attributes }, bar, make("span", {}, words));
}
