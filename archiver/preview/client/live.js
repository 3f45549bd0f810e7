// Added to pages by the preview's server, never to built files. A classic script, for only such a one knows its own
// element, with the addresses and versions that the page was served with.
"use strict";

{
  const { dataset, src } = document.currentScript;
  const isReloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const pause = isReloaded ? 10_000 : 1000; // milliseconds: what fails again may fail for ever

  // A preview that ends while a page is loaded leaves it without its scripts: the page is loaded again from the next one.
  const reload = () => fetch(src).then(() => location.reload(), reloadSoon);
  const reloadSoon = () => setTimeout(reload, pause);

  import("./client.js").then(
    ({ start }) => start(dataset, src),
    (error) => (error instanceof TypeError ? reloadSoon() : reportError(error)), // TypeError: it could not be fetched
  );
}
