// Keeps the reader's place while the page is changed: what is read stays where it is on the screen, and the focus and the
// selection stay where a browser without moveBefore would lose them.

/**
 * Makes a change of the page, and puts right what it has moved.
 * @template T @param {() => T} change @returns {T} what `change` returns
 */
export function keepPlace(change) {
  const marks = findMarks().map((element) => ({ element, top: topOf(element) }));
  const restoreFocus = rememberFocus();
  const restoreSelection = rememberSelection();
  const result = change();
  restoreFocus();
  restoreSelection();
  const mark = marks.find(({ element }) => element.isConnected);
  const moved = mark ? topOf(mark.element) - mark.top : 0;
  if (Math.abs(moved) > 0.5) scrollBy({ top: moved, behavior: "instant" });
  return result;
}

const topOf = (/** @type {Element} */ element) => element.getBoundingClientRect().top;

/**
 * The first block that is seen and those around it, from the inmost: if the change removes one, the next one is a mark.
 * None at the top of the page: what is new there is to be seen.
 */
function findMarks() {
  const marks = [];
  let element = scrollY > 0 ? [...document.body.children].find(isSeen) : undefined;
  while (element) {
    marks.unshift(element);
    element = topOf(element) < 0 ? [...element.children].find(isSeen) : undefined;
  }
  return marks;
}

/** If a block is on the screen, or the reader is past its start, and moves with the page. */
function isSeen(/** @type {Element} */ element) {
  const { top, bottom, width } = element.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight || !width) return false;
  const { display, position } = getComputedStyle(element);
  return !display.startsWith("inline") && position !== "fixed" && position !== "sticky";
}

function rememberFocus() {
  const focused = /** @type {any} */ (document.activeElement);
  const { selectionStart, selectionEnd, selectionDirection } = focused ?? {};
  return () => {
    if (!focused?.isConnected || document.activeElement === focused) return;
    focused.focus({ preventScroll: true });
    if (typeof selectionStart === "number") focused.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  };
}

function rememberSelection() {
  const selection = /** @type {Selection} */ (getSelection());
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return () => {
    const isKept = selection.anchorNode === anchorNode && selection.focusNode === focusNode;
    if (isKept || !anchorNode?.isConnected || !focusNode?.isConnected) return;
    const [start, end] = [Math.min(anchorOffset, lengthOf(anchorNode)), Math.min(focusOffset, lengthOf(focusNode))];
    selection.setBaseAndExtent(anchorNode, start, focusNode, end);
  };
}

const lengthOf = (/** @type {any} */ node) => node.length ?? node.childNodes.length;
