// Dates of posts as the clock of the reader tells them, if the reader wants it.
import { all, shownButton } from "./elements.js";
import { keep, kept } from "./kept.js";

const NAME = "local";
const { lang } = document.documentElement;

/** @typedef {{ time: HTMLElement, moment: Date, words: string }} Shown */

/** The dates with a time of day that a reader's clock tells in another way, each with the words of its page. */
const dates = () =>
  all(".post time[datetime*=T]").flatMap((time) => {
    const written = time.getAttribute("datetime") ?? "";
    const [, sign, hours, minutes] = /([+-])(\d+):(\d+)$/.exec(written) ?? ["", "", "0", "0"];
    const moment = new Date(written);
    const isSame = Number(`${sign}1`) * (60 * Number(hours) + Number(minutes)) === -moment.getTimezoneOffset();
    return isSame ? [] : [{ time, moment, words: time.textContent ?? "" }];
  });

/** @param {Shown[]} shown @param {boolean} isLocal */
function show(shown, isLocal) {
  const day = /** @type {const} */ ({ year: "numeric", month: "long", day: "numeric" });
  const clock = new Intl.DateTimeFormat(`${lang === "en" ? "en-GB" : lang}-u-ca-gregory-nu-latn`, {
    ...day,
    ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  });
  for (const { time, moment, words } of shown) time.textContent = isLocal ? clock.format(moment) : words;
}

/** Shows the button where it would change anything. */
export function openLocalTime() {
  const shown = dates();
  const button = shown[0] && shownButton("#_local");
  if (!button) return;
  const press = (/** @type {boolean} */ isLocal) => {
    button.ariaPressed = String(isLocal);
    show(shown, isLocal);
  };
  if (kept(NAME)) press(true);
  button.addEventListener("click", () => {
    const isLocal = button.ariaPressed !== "true";
    keep(NAME, isLocal ? "on" : null);
    press(isLocal);
  });
}
