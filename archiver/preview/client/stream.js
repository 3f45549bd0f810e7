// Connects a page to the preview's events: by the worker that all pages of the browser share, or by a stream of its own.

const PAUSE = 1000; // milliseconds until a stream that was refused is asked for again
const PATIENCE = 4000; // milliseconds that the worker has for its first message

/**
 * @param {{page: string, worker: string, events: string}} addresses the page's path on the site, and where the worker
 *   and the events are
 * @param {(state: string) => void} receive gets each state of the preview, as JSON
 */
export function connect({ page, worker, events }, receive) {
  let leave = () => {};
  const join = () => {
    try {
      leave = share(worker, { page, events }, receive, () => (leave = listenAlone(page, events, receive)));
    } catch {
      leave = listenAlone(page, events, receive); // the browser has no SharedWorker
    }
  };
  join();
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && join()); // the page comes back from a cache
}

function share(worker, greeting, receive, fail) {
  const shared = new SharedWorker(worker);
  const leave = () => {
    clearTimeout(waiting);
    shared.onerror = null;
    shared.port.postMessage("left");
    shared.port.close();
  };
  const giveUp = () => {
    leave();
    fail();
  };
  const waiting = setTimeout(giveUp, PATIENCE);
  shared.onerror = giveUp; // it may not run here, which Chromium does not always tell
  shared.port.onmessage = ({ data }) => {
    clearTimeout(waiting);
    if (data === "ping") shared.port.postMessage(greeting);
    else receive(data);
  };
  shared.port.postMessage(greeting);
  return leave;
}

// While the page is seen: hidden pages would take all connections of the browser.
function listenAlone(page, events, receive) {
  let stream = null;
  const listen = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource(`${events}?${new URLSearchParams({ page })}`);
    stream.onmessage = ({ data }) => receive(data);
    stream.onerror = ({ target }) => target.readyState === EventSource.CLOSED && setTimeout(listen, PAUSE);
  };
  document.addEventListener("visibilitychange", listen);
  listen();
  return () => {
    document.removeEventListener("visibilitychange", listen);
    stream?.close();
  };
}
