// Added to pages by the preview's server, not to built files: reloads the page after a build, and shows problems.
"use strict";

{
  const events = new EventSource(document.currentScript.dataset.events);
  let box = null;

  events.addEventListener("reload", () => location.reload());
  events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  addEventListener("pagehide", () => events.close());

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
