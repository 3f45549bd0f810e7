// A SharedWorker of the preview: one stream of events for all open pages, since a browser opens six connections to a
// host at most. Each message of the stream is the whole state of the preview, so none is missed by opening it anew.
"use strict";

const pages = new Set();
let events = null;

function listen() {
  events?.close();
  events = new EventSource("events");
  events.onmessage = ({ data }) => pages.forEach((page) => page.postMessage(data));
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000); // else it connects again by itself
  };
}

onconnect = ({ ports: [page] }) => {
  pages.add(page);
  page.onmessage = () => pages.delete(page); // the page is left
  listen();
};
