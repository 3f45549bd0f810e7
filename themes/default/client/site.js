// The switch of the colour scheme, the key "/" to search, and loading of the search box. Pages are readable without.
import { keep } from "./kept.js";
import { onKey } from "./keys.js";
import { pageAddress } from "./offline.js";
import { loadScript } from "./scripts.js";

const { dataset } = document.documentElement;
const schemes = document.getElementById("_scheme");
if (schemes) {
  schemes.value = dataset.scheme ?? "";
  schemes.addEventListener("change", () => {
    const chosen = schemes.value;
    if (chosen) dataset.scheme = chosen;
    else delete dataset.scheme;
    keep("scheme", chosen || null);
  });
  schemes.hidden = false;
}

onKey((key) => {
  const box = document.getElementById("_q");
  if (key !== "/" || !box) return false;
  box.focus();
  box.select();
  return true;
});

// --- A random thread ---

const random = document.getElementById("_random");
const box = document.querySelector(".find input");
const loadEngine = () => loadScript(new URL("../assets/search/engine.js", box.form.action));
const loadBox = () => loadScript(new URL("../assets/search/box.js", box.form.action));

/** That of a random page of the list of all, the last of which has no number in its address. */
async function randomOfList() {
  const pages = Number(random.dataset.pages);
  const page = 1 + Math.floor(Math.random() * pages);
  const address = new URL(page < pages ? pageAddress(`page-${page}/`) : "./", random.href);
  const text = await (await fetch(address)).text();
  const links = new DOMParser().parseFromString(text, "text/html").querySelectorAll(":is(.lines > li > p, .rows :is(h2, h3)) > a");
  return new URL(links[Math.floor(Math.random() * links.length)].getAttribute("href"), address);
}

/** That of the index of the search: a page that is a file reads no other. */
async function randomOfIndex() {
  const engine = await (await loadEngine()).openEngine(new URL("data/", box.form.action));
  return new URL(pageAddress(`..${await engine.random()}`), box.form.action);
}

if (random) {
  random.parentElement.hidden = false;
  random.addEventListener("click", async (event) => {
    event.preventDefault();
    const find = location.protocol === "file:" ? randomOfIndex : randomOfList;
    location.href = await find().catch(() => random.href); // the list of all
  });
}

// The scripts of the search are loaded, at once, when the search box gets the focus.
const load = async () => {
  loadEngine().catch(() => {}); // the box asks for it again, and says so
  (await loadBox()).openBox();
};
box?.addEventListener("focus", load, { once: true });
