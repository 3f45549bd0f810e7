// The switch between dark and light, the key "/" to search, and loading of the search box. Pages are readable without.
import { onKey } from "./keys.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const button = document.getElementById("_scheme");

const scheme = () => root.dataset.scheme ?? (dark.matches ? "dark" : "light");
const other = () => (scheme() === "dark" ? "light" : "dark");
const label = () => (button.textContent = button.dataset[other()] || (other() === "dark" ? "Dark" : "Light"));

if (button) {
  button.addEventListener("click", () => {
    const chosen = other();
    root.dataset.scheme = chosen;
    try {
      localStorage.setItem("scheme", chosen);
    } catch {
      // Storage may be forbidden: the choice lasts as long as the page.
    }
    label();
  });
  dark.addEventListener("change", label);
  label();
  button.hidden = false;
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
