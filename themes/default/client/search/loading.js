// Loads the engine of the search when somebody is about to ask: it is four times as large as all else of the search page.
import { loadScript } from "../scripts.js";
import { form, input } from "./dom.js";
import { readMeta } from "./meta.js";

/** @type {ReturnType<typeof load> | undefined} */
let loaded;

async function load() {
  const base = new URL("data/", form.action);
  const meta = readMeta(base); // which the engine needs first; it comes at the same time
  meta.catch(() => {}); // it is awaited below
  const { openEngine } = await loadScript(new URL("../assets/search/engine.js", form.action));
  return openEngine(base, meta);
}

/** The engine with its index; if it could not be loaded, the next call tries again. */
export function engine() {
  loaded ??= load();
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/** Loads the engine when the search box has the focus, or as soon as something is typed. */
export function loadWhenAsked() {
  const begin = () => void engine().catch(() => {}); // a query says so
  for (const event of ["focus", "input"]) input.addEventListener(event, begin, { once: true });
  if (document.activeElement === input) begin();
}
