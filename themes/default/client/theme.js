// Runs before anything is painted, so that a chosen colour scheme does not flash. What to do on a click is in site.js.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.scheme = chosen;
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
