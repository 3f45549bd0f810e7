// Runs in a page before anything of the page does (see hostile.py): tells what is tried, and looks at what is there.
"use strict";

for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...words) => void window._tried(`called ${name}(${words.map(String).join(", ").slice(0, 100)})`);
}
document.addEventListener("securitypolicyviolation", (event) => {
  window._tried(`stopped by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
if (window !== window.top) window._tried(`loaded a frame: ${location.href}`);

// What a body may have; tags of a page's frame are the theme's own.
const BODY = {
  a: ["href", "rel", "class", "title", "role"],
  abbr: ["title"],
  blockquote: ["dir", "lang"],
  br: [],
  code: ["class"],
  del: [],
  details: ["class", "lang"],
  div: ["class", "tabindex", "dir", "id"],
  em: [],
  figcaption: ["lang"],
  figure: ["class"],
  h3: ["dir"],
  h4: ["dir"],
  h5: ["dir"],
  h6: ["dir"],
  hr: [],
  ins: [],
  input: ["aria-label", "class", "type", "disabled", "checked"],
  li: ["class", "value"],
  ol: ["dir", "start", "class", "reversed"],
  p: ["class", "dir"],
  pre: ["dir", "tabindex", "title"],
  s: [],
  span: ["class", "dir", "tabindex", "title"],
  bdi: [],
  strong: [],
  sub: [],
  summary: ["dir", "lang"],
  section: ["class"],
  sup: ["id"],
  table: [],
  tbody: [],
  td: ["dir", "class"],
  th: ["dir", "class"],
  thead: [],
  tr: [],
  ul: ["dir", "class"],
};
const CLASSES = {
  a: /^(picture|media)$/,
  code: /^language-/,
  details: /^(changes|spoiler)$/,
  div: /^(table|signature|math|formula|footnote)$/,
  figure: /^quote$/,
  input: /^task-list-item-checkbox$/,
  li: /^task-list-item$/,
  ol: /^contains-task-list$/,
  p: /^(text( wrapped)?|signature)$/,
  section: /^footnotes$/,
  span: /^(said|spoiler|math|picture|media|c|g[dhioru]|k|m|nf|s)$/,
  td: /^align-(left|center|right)$/,
  th: /^align-(left|center|right)$/,
  ul: /^contains-task-list$/,
};
// What only published files bring into a body, with attributes and class.
const MEDIA = new Map(
  Object.entries({
    a: ["download", "type"],
    audio: ["controls", "preload", "src", "aria-label"],
    img: ["src", "srcset", "sizes", "width", "height", "alt", "title", "class", "loading", "decoding"],
    small: ["dir"],
    video: ["controls", "preload", "src", "width", "height", "aria-label"],
  }),
);
const MEDIA_CLASSES = new Map(Object.entries({ a: "image", img: "small", span: "missing" }));
// What formulas are typeset with. Other elements of MathML have no attributes.
const MATHML = new Map(
  Object.entries({
    annotation: ["encoding"],
    ...Object.fromEntries(
      "b em i mi mmultiscripts mn mphantom mprescripts msub msubsup msup mtext mtr semantics".split(" ").map((tag) => [tag, []]),
    ),
    math: ["display"],
    menclose: ["notation"],
    mfrac: ["linethickness"],
    mi: ["mathvariant"],
    mo: ["accent", "form", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "stretchy", "symmetric"],
    mover: ["accent"],
    mpadded: ["depth", "height", "lspace", "voffset", "width"],
    mrow: ["class"],
    mstyle: ["displaystyle", "scriptlevel"],
    mspace: ["depth", "height", "width"],
    mtable: ["displaystyle"],
    mtd: ["class"],
    munder: ["accentunder"],
    munderover: ["accent", "accentunder"],
  }),
);
// What reading.js brings into a body: a box around code, with a button.
const SCRIPTED = new Map(
  Object.entries({
    button: ["type", "class", "title"],
    div: ["class"],
    path: ["d"],
    svg: ["viewBox", "width", "height", "fill", "stroke", "stroke-width", "aria-hidden"],
  }),
);
const SCRIPTED_PLACES = ".code:has(> pre):has(> .copy), .code > pre + .copy, .code > pre + .copy *";
const FRAME = new Set(
  ("html head meta title script link body a header div nav ul ol li button main h1 h2 h3 p article time footer form " +
    "label input select option section span bdi mark pre code details summary noscript dl dt dd caption small dialog kbd " +
    "svg g rect path line polyline text").split(" "),
);
const SCHEMES = new Set(["http:", "https:", "mailto:"]);
const NEVER = /^(on|style$|srcdoc$|action$|formaction$|background$|ping$|xlink:|data-)/;
const SHOWN = 200; // characters of what is wrong

function* wrongIn(element, inBody) {
  const tag = element.localName;
  if (inBody && SCRIPTED.has(tag) && element.matches(SCRIPTED_PLACES)) {
    for (const { name } of element.attributes) if (!SCRIPTED.get(tag).includes(name)) yield `the attribute ${name}`;
    return;
  }
  if (inBody && MATHML.has(tag) && element.closest("math")) {
    for (const { name } of element.attributes) if (!MATHML.get(tag).includes(name)) yield `the attribute ${name}`;
    return;
  }
  if (!(inBody ? tag in BODY || MEDIA.has(tag) : FRAME.has(tag) || tag in BODY)) yield "an element that may not be here";
  for (const { name, value } of element.attributes) {
    if (NEVER.test(name) && (inBody || !isOwn(element, name))) yield `the attribute ${name}`;
    else if (inBody && !BODY[tag]?.includes(name) && !MEDIA.get(tag)?.includes(name)) yield `the attribute ${name}`;
    else if (inBody && name === "class" && !CLASSES[tag]?.test(value) && MEDIA_CLASSES.get(tag) !== value) yield `the class ${value}`;
  }
  if (inBody && ["img", "audio", "video"].includes(tag)) yield* wrongFile(element);
  if (element.hasAttribute("href")) yield* wrongLink(element);
  if (inBody && tag === "input" && !(element.type === "checkbox" && element.disabled)) yield "an input that works";
  if (tag === "script") yield* wrongScript(element);
  if (tag === "meta" && element.httpEquiv && element.httpEquiv !== "Content-Security-Policy") yield "a meta command";
}

const OWN_DATA = {
  a: ["data-pages"],
  dialog: ["data-copy", "data-copied", "data-copy-code", "data-code-copied"],
  button: ["data-failed", "data-page", "data-pages", "data-thread"],
  span: ["data-initials"],
  form: ["data-thread", "data-board", "data-page", "data-starts"],
};

// What the frame's own elements tell scripts, and its form, which asks the site's own search page.
function isOwn(element, name) {
  if (OWN_DATA[element.localName]?.includes(name)) return true;
  if (element.localName !== "form") return false;
  const read = new URL(element.getAttribute("action"), document.baseURI);
  return name === "action" && read.origin === location.origin && read.pathname.endsWith("/search/");
}

function* wrongLink(element) {
  // As written and as the browser reads it: it ignores tabs, newlines and leading control characters.
  const written = /^[^/?#]*?:/.exec(element.getAttribute("href"))?.[0].toLowerCase();
  if (written && !SCHEMES.has(written)) yield `the written scheme ${written}`;
  let read;
  try {
    read = new URL(element.getAttribute("href"), document.baseURI);
  } catch {
    return; // no address at all: nothing can be opened
  }
  if (!SCHEMES.has(read.protocol)) yield `the scheme ${read.protocol}`;
  const foreign = read.protocol !== "mailto:" && read.origin !== location.origin;
  if (foreign && !written) yield `a link without a scheme that leaves the site to ${read.origin}`;
}

// What a page shows is a file of the site itself.
function* wrongFile(element) {
  const versions = (element.getAttribute("srcset") ?? "").split(", ").map((version) => version.split(" ")[0]);
  for (const address of [element.getAttribute("src"), ...versions].filter(Boolean)) {
    const read = new URL(address, document.baseURI);
    if (read.origin !== location.origin || !read.pathname.includes("/assets/media/")) yield `a file that is not the site's: ${read}`;
  }
}

function* wrongScript(element) {
  if (element.type === "application/ld+json") {
    try {
      JSON.parse(element.textContent);
    } catch (error) {
      yield `JSON-LD that does not parse: ${error.message}`;
    }
  } else if (!element.src.startsWith(`${location.origin}/assets/`) || element.textContent) {
    yield "a script that is not the theme's";
  }
}

window._look = () => {
  const wrong = [];
  for (const element of document.querySelectorAll("*")) {
    const inBody = element.parentElement?.closest("article .body") != null;
    for (const what of wrongIn(element, inBody)) {
      const post = element.closest("article")?.id;
      wrong.push(`${what}${post ? ` in post ${post}` : ""}: ${element.outerHTML.slice(0, SHOWN)}`);
    }
  }
  return { wrong, posts: document.querySelectorAll("main article").length };
};
