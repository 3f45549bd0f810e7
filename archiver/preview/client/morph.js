// Changes the open page where two versions of its HTML differ (a three-way merge): what scripts or the reader have
// changed stays, as do all nodes of what is the same, with their focus, selection, typed text and media that play.
import { align, isEqual, kindOf } from "./align.js";

// What acts when a page is loaded. Linked data is for search engines.
const LOADED = "script:not([type='application/ld+json']), link[rel~=stylesheet], meta[http-equiv]";

class Unmatched extends Error {}

/** True if a change needs the page to be loaded again. @param {Document} from @param {Document} to */
export function needsReload(from, to) {
  const [before, after] = [from, to].map((page) =>
    Array.from(page.querySelectorAll(LOADED), ({ outerHTML }) => outerHTML).join("\n"),
  );
  return before !== after || from.compatMode !== to.compatMode;
}

/**
 * Changes the open page by what differs between two versions of it.
 * @param {Document} from @param {Document} to
 * @returns {boolean} false if scripts have changed the page so much that it has to be loaded again
 */
export function morph(from, to) {
  const merge = new Merge(from);
  try {
    merge.patch(document.documentElement, from.documentElement, to.documentElement);
  } catch (error) {
    if (error instanceof Unmatched) return false;
    throw error;
  }
  merge.removeRest();
  return true;
}

class Merge {
  constructor(from) {
    this.before = byId(from); // elements of the old version by id
    this.live = byId(document);
    this.places = new Map(); // element of the old version -> its children there and in the page
    this.kept = new Set(); // nodes of the page that are nodes of the new version
    this.rest = []; // nodes of the page that the old version had, and which may still be moved elsewhere
  }

  removeRest() {
    for (const node of this.rest) if (!this.kept.has(node)) node.remove();
  }

  /** Changes a node of the page by what differs; returns it, or what has taken its place. */
  patch(live, from, to) {
    if (isEqual(from, to)) return live;
    if (live.nodeType !== Node.ELEMENT_NODE) return replaceText(live, to.data);
    if (live.localName === "noscript") live.textContent = to.innerHTML;
    else {
      patchAttributes(live, from, to);
      try {
        this.patchChildren(live, from, to);
      } catch (error) {
        if (!(error instanceof Unmatched) || live.matches("html, head, body")) throw error;
        const made = this.insert(live.parentNode, to, live);
        live.remove();
        return made;
      }
    }
    return live;
  }

  patchChildren(live, from, to) {
    const olds = align(childrenOf(to), childrenOf(from));
    const nodes = new Map(childrenOf(from).map((old) => [old, this.findChild(live, from, old)]));
    for (const [next, old] of olds) {
      const node = nodes.get(old);
      if (this.kept.has(node)) olds.delete(next); // it is already somewhere else
      else if (!node && !isEqual(old, next)) throw new Unmatched();
    }
    const stay = new Set(olds.values());
    for (const [old, node] of nodes) {
      if (node && stay.has(old)) this.kept.add(node);
      else if (node) this.rest.push(node);
    }
    let last = null;
    for (const next of childrenOf(to)) {
      const old = olds.get(next);
      const node = old ? nodes.get(old) : this.insert(inside(live), next, last);
      if (!node) continue; // a script has removed it, and both versions have it
      const patched = old ? this.patch(node, old, next) : node;
      if (patched.parentNode === inside(live)) last = patched;
    }
  }

  /** The node of the page that is a child of an element of the old version. */
  findChild(live, from, old) {
    if (!this.places.has(from)) this.places.set(from, align(childrenOf(from), childrenOf(live)));
    return this.places.get(from).get(old) ?? this.findById(old);
  }

  /** The element of the page that has the id of one of the old version: a script may have moved it. */
  findById(old) {
    const node = old.id && this.before.get(old.id) === old ? this.live.get(old.id) : null;
    return node && kindOf(node) === kindOf(old) ? node : null;
  }

  /** The node of the page that is one of the old version. What is around it is found too, before it may be moved. */
  find(old) {
    if (!old.parentElement) return document.documentElement;
    const live = this.find(old.parentElement);
    return live ? this.findChild(live, old.parentElement, old) : this.findById(old);
  }

  /** Puts a node of the new version behind the node `last`: an element that the page had elsewhere, or a new one. */
  insert(parent, next, last) {
    const old = next.id && this.before.get(next.id);
    const moved = old && kindOf(old) === kindOf(next) && this.find(old);
    if (moved && !this.kept.has(moved) && !moved.contains(parent)) {
      this.kept.add(moved);
      place(parent, moved, last);
      return this.patch(moved, old, next);
    }
    const hasMoved = next.querySelectorAll && [...next.querySelectorAll("[id]")].some(({ id }) => this.before.has(id));
    const made = document.importNode(next, !hasMoved);
    place(parent, made, last);
    if (hasMoved) for (const child of childrenOf(next)) this.insert(inside(made), child, inside(made).lastChild);
    for (const element of [made, ...(made.querySelectorAll?.("noscript") ?? [])]) {
      if (element.localName === "noscript") element.textContent = element.innerHTML; // text, where scripts run
    }
    return made;
  }
}

/** Elements by id; ids that are not unique are left out. */
function byId(/** @type {Document} */ page) {
  const found = new Map();
  for (const element of page.querySelectorAll("[id]")) found.set(element.id, found.has(element.id) ? null : element);
  return new Map([...found].filter(([id, element]) => id && element));
}

const inside = (node) => (node.localName === "template" ? node.content : node);
const childrenOf = (node) => [...inside(node).childNodes];

/** Moves or inserts a node behind its sibling `last`, or to the start; without loading it again, if the browser can. */
function place(parent, node, last) {
  const next = last ? last.nextSibling : parent.firstChild;
  if (next === node) return;
  if (node.isConnected && parent.isConnected && parent.moveBefore) parent.moveBefore(node, next);
  else parent.insertBefore(node, next);
}

function patchAttributes(live, from, to) {
  for (const name of new Set([...from.getAttributeNames(), ...to.getAttributeNames()])) {
    const attribute = to.getAttributeNode(name);
    if (from.getAttribute(name) === to.getAttribute(name)) continue;
    if (name === "class" && live.className !== from.className) patchClasses(live, from, to);
    else if (attribute) live.setAttributeNode(document.importNode(attribute));
    else live.removeAttribute(name);
  }
}

function patchClasses(live, from, to) {
  live.classList.remove(...[...from.classList].filter((name) => !to.classList.contains(name)));
  live.classList.add(...[...to.classList].filter((name) => !from.classList.contains(name)));
  if (!live.classList.length) live.removeAttribute("class");
}

/** Changes only the characters that differ, so that a selection of others stays. */
function replaceText(node, text) {
  const old = node.data;
  let start = 0;
  let end = 0;
  const most = Math.min(old.length, text.length);
  while (start < most && old[start] === text[start]) start++;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  if (old !== text) node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
  return node;
}
