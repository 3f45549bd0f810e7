// A SharedWorker of the preview: one stream of events for all open pages, since a browser opens six connections to a
// host at most. Its URL names the pages, so the server knows what is looked at. Each message is the whole state.
"use strict";

const PAUSE = 1000; // milliseconds: a page that is left often comes again, as when it is reloaded
const PING = 20_000; // milliseconds: a page that was killed says no farewell, and does not answer

const pages = new Map(); // port of a page -> its path, and whether it has answered the last ping
let events = "";
let stream = null;
let asked = ""; // the address of the stream
let last = null; // the last message of the stream

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => (data === "left" ? leave(port) : join(port, data));
};

function join(port, greeting) {
  const isNew = !pages.has(port);
  pages.set(port, { path: greeting.page, hasAnswered: true });
  events = greeting.events;
  if (isNew && !listen() && last !== null) port.postMessage(last);
}

function leave(port) {
  pages.delete(port);
  setTimeout(listen, PAUSE);
}

/** Opens the stream anew if the open pages are not those of its URL; returns if it has. */
function listen() {
  const paths = [...new Set(Array.from(pages.values(), ({ path }) => path))].sort();
  const address = paths.length ? `${events}?${new URLSearchParams(paths.map((path) => ["page", path]))}` : "";
  if (address === asked) return false;
  stream?.close();
  [asked, stream, last] = [address, null, null];
  if (!address) return false;
  const opened = (stream = new EventSource(address));
  opened.onmessage = ({ data }) => {
    last = data;
    for (const port of pages.keys()) port.postMessage(data);
  };
  opened.onerror = () => {
    if (opened.readyState !== EventSource.CLOSED) return; // it connects again by itself
    setTimeout(() => {
      if (opened !== stream) return;
      asked = "";
      listen();
    }, PAUSE);
  };
  return true;
}

setInterval(() => {
  for (const [port, page] of pages) {
    if (!page.hasAnswered) leave(port); // it joins again if it was only frozen: then the ping still waits for it
    page.hasAnswered = false;
    port.postMessage("ping");
  }
}, PING);
