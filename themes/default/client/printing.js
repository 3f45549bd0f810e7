// All pages of a thread, printed as one: the posts of the other pages come into this one until it is printed.
import { all, find, pageOfThread, posts, say, shownButton } from "./elements.js";
import { isOffline } from "./offline.js";

/** The posts of a page, whose pictures have addresses that hold on every page. @param {string} address */
async function postsAt(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const image of read.querySelectorAll(".posts img")) {
    image.setAttribute("src", String(new URL(image.getAttribute("src") ?? "", address)));
    image.removeAttribute("srcset");
  }
  return [...read.querySelectorAll(".post")];
}

/** @param {string[]} addresses those of all pages of the thread @param {number} page the number of this one */
async function printAll(addresses, page) {
  const here = posts();
  const load = (/** @type {string} */ address, /** @type {number} */ index) => (index === page - 1 ? [] : postsAt(address));
  const parts = await Promise.all(addresses.map(load));
  here[0].before(...parts.slice(0, page).flat());
  here[here.length - 1].after(...parts.slice(page).flat());
  const others = parts.flat();
  const number = find("#_page");
  if (number) number.hidden = true;
  const images = /** @type {HTMLImageElement[]} */ (all(".posts img"));
  for (const image of images) image.loading = "eager";
  await Promise.allSettled(images.map((image) => image.decode()));
  const restore = () => {
    for (const post of others) post.remove();
    if (number) number.hidden = false;
  };
  addEventListener("afterprint", restore, { once: true });
  print();
}

/** Marks links that say their address themselves: it is not printed once more. */
function markBareLinks() {
  const bare = (/** @type {string | null} */ text) => text?.replace(/^https?:\/\/|\/$/g, "");
  for (const link of all(".body a[href^=http]"))
    link.classList.toggle("bare", bare(link.getAttribute("href")) === bare(link.textContent));
}

/** Shows the button of a thread of several pages. Scripts read no other page that is a file. */
export function openPrinting() {
  addEventListener("beforeprint", markBareLinks);
  if (isOffline) return;
  const button = shownButton("#_print");
  button?.addEventListener("click", async () => {
    const { thread = "", page, pages, failed = "" } = button.dataset;
    const addresses = Array.from({ length: Number(pages) }, (_, index) => pageOfThread(thread, index + 1));
    button.disabled = true;
    await printAll(addresses, Number(page)).catch(() => say(failed));
    button.disabled = false;
  });
}
