// The switch between dark and light, "/" to search, and suggestions once one does. Nothing here is needed to read.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const button = document.getElementById("_scheme");

const scheme = () => root.dataset.scheme ?? (dark.matches ? "dark" : "light");
const other = () => (scheme() === "dark" ? "light" : "dark");
const label = () => (button.textContent = other() === "dark" ? "Dark" : "Light");

if (button) {
  button.addEventListener("click", () => {
    const chosen = other();
    root.dataset.scheme = chosen;
    try {
      localStorage.setItem("scheme", chosen);
    } catch {
      // Storage may be forbidden; then the choice lasts as long as the page.
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

// Only who goes to the box loads what is behind it.
const box = document.querySelector(".find input");
box?.addEventListener("focus", () => import("./search/search.js"), { once: true });
