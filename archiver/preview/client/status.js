// The page about the preview: open pages, problems, and what was done lately. All texts may be those of strangers, so
// they are set as text, and links lead only to pages of the site and to the editor.
import { isSafe } from "./overlay.js";

const PAUSE = 1000; // milliseconds between two looks

const cell = (content, name = "") => {
  const td = document.createElement("td");
  td.className = name;
  td.append(content);
  return td;
};

const link = (text, href) => {
  if (!href || !isSafe(href)) return text;
  const a = document.createElement("a");
  a.href = href;
  a.textContent = text;
  return a;
};

const fill = (id, rows, nothing) => {
  const body = rows.map((cells) => {
    const row = document.createElement("tr");
    row.append(...cells);
    return row;
  });
  const none = document.createElement("tr");
  none.append(cell(nothing, "quiet"));
  document.getElementById(id).replaceChildren(...(body.length ? body : [none]));
};

const place = ({ path, line }) => (line ? `${path}:${line}` : path);
const stages = (costs) => Object.entries(costs).map(([name, cost]) => `${name} ${cost} ms`).join(", ");

const show = ({ summary, pages, problems, log }) => {
  document.getElementById("summary").textContent = summary;
  fill("pages", pages.map((page) => [
    cell(link(page.page, page.url)), cell(page.source ? link(place(page.source), page.source.editor) : "a list"),
  ]), "No page is open.");
  fill("problems", problems.map((problem) => [
    cell(link(place(problem), problem.editor), problem.severity), cell(problem.message, problem.severity),
  ]), "There are none.");
  fill("log", log.map((entry) => [
    cell(entry.at, "time"), cell(entry.what), cell(entry.pages.join(" ")), cell(stages(entry.stages)),
    cell([...entry.reasons.map((reason) => reason.join(": ")), entry.more ? `and ${entry.more} more` : ""].join("\n")),
  ]), "Nothing yet.");
};

let shown = "";
const look = async () => {
  const text = document.hidden ? shown : await fetch("status").then((response) => response.text(), () => shown);
  if (text !== shown) show(JSON.parse(text));
  shown = text;
  setTimeout(look, PAUSE);
};
look();
