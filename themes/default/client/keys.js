// Keys that are not typed into a field, and whether the reader wants them.
const NAME = "keys";

/** False if the reader has turned the keys off. */
export function keysAreOn() {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true; // Storage may be forbidden.
  }
}

/** @param {boolean} isOn */
export function turnKeys(isOn) {
  try {
    if (isOn) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "off");
  } catch {
    // Storage may be forbidden: they stay on.
  }
}

/**
 * Calls `act` with each key that is pressed outside of fields and dialogs; if it returns true, the key has done its work.
 * @param {(key: string) => unknown} act
 */
export const onKey = (act) =>
  addEventListener("keydown", (event) => {
    const isPlain = event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey || event.altKey);
    const field = "input, textarea, select, dialog, [contenteditable]";
    const isTyping = /** @type {Element} */ (event.target).closest?.(field);
    if (isPlain && !isTyping && keysAreOn() && act(event.key)) event.preventDefault();
  });
