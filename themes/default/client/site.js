// The switch between dark and light, the key "/" to search, and loading of the search box. Pages are readable without.
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

addEventListener("keydown", (event) => {
  const box = document.getElementById("_q");
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || !box || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// The search script is loaded when the search box gets the focus.
const box = document.querySelector(".find input");
box?.addEventListener("focus", () => import("./search/search.js"), { once: true });
