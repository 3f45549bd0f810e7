// Keys that are not typed into a field, and whether the reader wants them.
import { keep, kept } from "./kept.js";

const NAME = "keys";

/** False if the reader has turned the keys off. */
export const keysAreOn = () => kept(NAME) !== "off";

/** @param {boolean} isOn */
export const turnKeys = (isOn) => keep(NAME, isOn ? null : "off");

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
