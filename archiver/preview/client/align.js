// Finds which nodes of two lists of siblings are the same ones, by their ids, their content and their order.

const MOST = 250_000; // comparisons, some 20 ms; nodes of longer lists are paired in turn
const HEAD = 24; // characters at the start and the end of a text that are compared

/**
 * Pairs of nodes whose order is the same in both lists, so that the sum of their likenesses is greatest (the method of
 * Needleman and Wunsch 1970, with free gaps).
 * @param {Node[]} olds @param {Node[]} news
 * @returns {Map<Node, Node>} from nodes of `olds` to nodes of `news`
 */
export function align(olds, news) {
  const pairs = new Map();
  let start = 0;
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (start < Math.min(oldEnd, newEnd) && isEqual(olds[start], news[start])) pairs.set(olds[start], news[start++]);
  while (start < Math.min(oldEnd, newEnd) && isEqual(olds[oldEnd - 1], news[newEnd - 1])) {
    pairs.set(olds[--oldEnd], news[--newEnd]);
  }
  const [rows, columns] = [olds.slice(start, oldEnd), news.slice(start, newEnd)].map(describeAll);
  const isShort = rows.length * columns.length <= MOST;
  for (const [row, column] of (isShort ? pairBest : pairInTurn)(rows, columns)) pairs.set(row.node, column.node);
  return pairs;
}

/** If two nodes have the same content; that of templates, which isEqualNode leaves out, too. @param {any} a @param {any} b */
export const isEqual = (a, b) =>
  a.isEqualNode(b) && (!(a.localName === "template" || a.querySelector?.("template")) || a.outerHTML === b.outerHTML);

function pairInTurn(rows, columns) {
  return rows.map((row, i) => [row, columns[i]]).filter(([row, column]) => column && likeness(row, column));
}

function pairBest(rows, columns) {
  const width = columns.length + 1;
  const best = new Float32Array((rows.length + 1) * width); // of the rows and columns from here on
  for (let i = rows.length - 1; i >= 0; i--) {
    for (let j = columns.length - 1; j >= 0; j--) {
      const at = i * width + j;
      const like = likeness(rows[i], columns[j]);
      best[at] = Math.max(best[at + width], best[at + 1], like && like + best[at + width + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < rows.length && j < columns.length; ) {
    const at = i * width + j;
    const like = likeness(rows[i], columns[j]);
    if (like && best[at] === Math.fround(like + best[at + width + 1])) pairs.push([rows[i++], columns[j++]]);
    else if (best[at] === best[at + width]) i++;
    else j++;
  }
  return pairs;
}

function describeAll(nodes) {
  const all = nodes.map((node) => new Description(node));
  const counts = new Map();
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const description of all) description.isOnly = counts.get(description.kind) === 1;
  return all;
}

/** What a node is compared by; most of it is read only if it has to be, since it may be most of the page. */
class Description {
  #html;
  #bare;
  #ends;

  constructor(node) {
    this.node = node;
    this.kind = kindOf(node);
    this.id = node.id;
    this.isOnly = false; // the only node of its kind
  }

  get html() {
    return (this.#html ??= this.node.outerHTML ?? this.node.data);
  }

  // Digits count as equal, so that a post is the same one when there are new posts before it.
  get bare() {
    return (this.#bare ??= withoutDigits(this.html));
  }

  get ends() {
    const text = this.#ends ? "" : this.node.textContent.trim();
    return (this.#ends ??= [text.slice(0, HEAD), text.slice(-HEAD)].map(withoutDigits));
  }
}

const withoutDigits = (text) => text.replace(/\d+/g, "0");

/** Nodes of different kinds are never the same. @param {any} node */
export function kindOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName + (node.nodeType === Node.TEXT_NODE && !node.data.trim());
  const names = ["rel", "name", "property", "http-equiv", "type"].map((name) => node.getAttribute(name));
  return ["LINK", "META", "INPUT", "SCRIPT"].includes(node.nodeName) ? [node.nodeName, ...names].join() : node.nodeName;
}

/** 0 if two nodes cannot be the same. */
function likeness(a, b) {
  if (a.kind !== b.kind) return 0;
  if (a.kind === "#texttrue") return 0.25; // white space
  if (a.isOnly && b.isOnly && a.id === b.id) return 4;
  if (a.html === b.html) return 8;
  if (a.bare === b.bare) return 6;
  const alike = a.ends.filter((end, i) => end === b.ends[i]).length;
  if (a.id && b.id) return a.id === b.id ? 4 + alike : alike;
  return 1 + alike;
}
