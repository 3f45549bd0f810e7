// Answers questions of the tests with the modules of a theme, in node: JSON in, JSON out. Files are read, not fetched.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const { modules, data, questions } = JSON.parse(await readFile(process.argv[2], "utf-8"));
let fetched = [];
let broken = "";
globalThis.fetch = async (url) => {
  fetched.push(new URL(url).pathname);
  if (broken && String(url).includes(broken)) {
    broken = "";
    return new Response("", { status: 404 });
  }
  try {
    return new Response(await readFile(new URL(url)));
  } catch {
    return new Response("", { status: 404 });
  }
};
const load = (name) => import(pathToFileURL(`${modules}/search/${name}.js`).href);
const { BrowserIndex } = await load("browser_index");
const { evaluate } = await load("evaluate");
const { countAll } = await load("counts");
const { distance, findMeant } = await load("spelling");
const { findPassage } = await load("snippet");
const { FIRST_POSTS } = await load("constants");
const open = () => new BrowserIndex(pathToFileURL(`${data}/`).href).open();
let index = data && (await open());

const answers = {
  async find({ node, order, fresh, fail }) {
    if (fresh) index = await open();
    fetched = [];
    broken = fail ?? "";
    const { docs, sorted, hints } = await index.read(() => evaluate(index, { node, order }));
    const read = [...fetched];
    return { first: [...docs.subarray(0, FIRST_POSTS)], docs: [...(await sorted())], hints, fetched: read };
  },
  async counts({ docs }) {
    return countAll(index, Float64Array.from(docs));
  },
  async posts({ docs }) {
    return index.posts(docs);
  },
  async meant({ word }) {
    return (await findMeant(index, word, "")) ?? null;
  },
  async distance({ pair }) {
    return distance(...pair);
  },
  async passage({ text, terms, authors }) {
    return findPassage(text, (found) => found.map((term) => Number(terms.includes(term.text))), authors);
  },
};
const replies = [];
for (const { kind, ...question } of questions) replies.push(await answers[kind](question));
process.stdout.write(JSON.stringify(replies));
