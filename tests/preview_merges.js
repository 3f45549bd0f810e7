// Tries the preview's morph alone, in a blank page of its server.
import { morph } from "/_archiver/morph.js";

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** Merges the change from one page to another into a page that a script has changed. */
window.mergeInto = ([live, from, to, script]) => {
  document.documentElement.replaceWith(document.importNode(parse(live).documentElement, true));
  eval(script);
  return morph(parse(from), parse(to)) ? document.body.innerHTML : null;
};

/** A function that draws a random page. */
function makeDrawing(seed) {
  let state = seed; // mulberry32
  const random = (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % most;
  };
  const pick = (...choices) => choices[random(choices.length)];
  let ids = [];
  const drawLeaf = () => (pick(0, 1) ? new Comment(pick("a", "b")) : new Text(pick("a b c", "a b d", " ", "x 12", "x 13")));
  const draw = (depth) => {
    if (!pick(0, 1, 2)) return drawLeaf();
    const made = document.createElement(pick("p", "div", "details", "template", "li"));
    if (pick(0, 1)) made.className = pick("a", "b", "a b");
    if (pick(0, 1) && ids.length) made.id = ids.splice(random(ids.length), 1)[0];
    for (let n = depth ? random(5) : 0; n; n--) (made.content ?? made).append(draw(depth - 1));
    return made;
  };
  return () => {
    ids = [..."abcdefgh"];
    const page = document.implementation.createHTMLDocument(pick("One", "Two"));
    for (let n = random(6); n; n--) page.body.append(draw(4));
    page.body.normalize();
    return page;
  };
}

/** All of a node as text, whatever the order of its attributes. */
const write = (node) =>
  node.nodeType === Node.ELEMENT_NODE
    ? [node.localName, Array.from(node.attributes, ({ name, value }) => `${name}=${value}`).sort()].concat(
        Array.from((node.content ?? node).childNodes, write),
      )
    : [node.nodeName, node.data];
const textOf = (page) => JSON.stringify(write(page.documentElement));

/** The changes from one random page to another after which the open page is not the other: page, other, open page. */
window.mergeRandomPages = ([seed, count]) => {
  const draw = makeDrawing(seed);
  const wrong = [];
  for (let n = 0; n < count; n++) {
    const [from, to] = [draw(), draw()];
    document.documentElement.replaceWith(document.importNode(from.documentElement, true));
    if (!morph(from, to) || textOf(document) !== textOf(to)) wrong.push([from, to, document].map(textOf));
  }
  return wrong;
};
