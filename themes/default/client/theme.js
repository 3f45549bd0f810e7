// Runs before the first paint, so that the page does not flash in another colour scheme. site.js has the switch.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.scheme = chosen;
} catch {
  // Storage may be forbidden: the system's scheme is used.
}
