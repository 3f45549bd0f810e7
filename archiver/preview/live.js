// Added to pages by the preview's server, never to built files. A classic script, for only such a one knows its own
// element, with the addresses and versions that the page was served with.
"use strict";

{
  const { dataset, src } = document.currentScript;
  import("./client.js").then(({ start }) => start(dataset, src));
}
