// The switch of the colour scheme, the key "/" to search, and loading of the search box. Pages are readable without.
import { keep } from "./kept.js";
import { onKey } from "./keys.js";

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

// A random thread: of a random page of the list of all, the last of which has no number in its address.
const random = document.getElementById("_random");
if (random) {
  random.parentElement.hidden = false;
  random.addEventListener("click", async (event) => {
    event.preventDefault();
    const pages = Number(random.dataset.pages);
    const page = 1 + Math.floor(Math.random() * pages);
    const address = new URL(page < pages ? `page-${page}/` : "./", random.href);
    const text = await fetch(address).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    const links = new DOMParser().parseFromString(text, "text/html").querySelectorAll(":is(.lines > li > p, .rows :is(h2, h3)) > a");
    const chosen = links[Math.floor(Math.random() * links.length)];
    location.href = chosen ? new URL(chosen.getAttribute("href"), address) : random.href;
  });
}

// The scripts of the search are loaded, at once, when the search box gets the focus.
const box = document.querySelector(".find input");
const load = () => [import("./search/box.js"), import("./search/engine.js")];
box?.addEventListener("focus", load, { once: true });
