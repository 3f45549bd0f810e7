// Added to pages by the preview's server, not to built files: reloads the page after a build, and shows problems.
"use strict";

{
  const { worker, events, version } = document.currentScript.dataset;
  let box = null;
  let shown = "[]";
  let leave = () => {};

  connect();
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && connect()); // the page comes back from a cache

  function connect() {
    try {
      const shared = new SharedWorker(worker);
      shared.onerror = listenAlone; // it may not run here
      shared.port.onmessage = receive;
      leave = () => shared.port.postMessage("left");
    } catch {
      listenAlone(); // the browser has no SharedWorker
    }
  }

  // A stream of the page's own, while the page is seen: hidden pages would take all connections of the browser.
  function listenAlone() {
    let stream = null;
    leave = () => stream?.close();
    const listen = () => {
      leave();
      if (document.hidden) return;
      stream = new EventSource(events);
      stream.onmessage = receive;
    };
    document.onvisibilitychange = listen;
    listen();
  }

  function receive({ data }) {
    const state = JSON.parse(data);
    if (state.version !== version) return location.reload();
    const problems = JSON.stringify(state.problems);
    if (problems !== shown) show(state.problems);
    shown = problems;
  }

  function show(problems) {
    box?.remove();
    box = null;
    if (problems.length === 0) return;
    box = document.createElement("section");
    box.setAttribute("role", "alert");
    box.setAttribute("aria-label", "Problems");
    box.dataset.archiver = "problems";
    Object.assign(box.style, {
      position: "fixed", insetInline: "1rem", bottom: "1rem", maxHeight: "40vh", overflow: "auto", zIndex: "2147483647",
      padding: "0.75rem 1rem", borderRadius: "0.5rem", background: "#3b0d0c", color: "#fff",
      font: "14px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap", boxShadow: "0 4px 24px #0008",
    });
    const close = document.createElement("button");
    close.textContent = "Hide";
    Object.assign(close.style, { float: "inline-end", font: "inherit", padding: "0 0.5rem" });
    close.addEventListener("click", () => box?.remove());
    box.append(close, ...problems.flatMap((problem) => [problem, "\n"]));
    document.body.append(box);
  }
}
