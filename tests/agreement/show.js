// Asks the theme's modules, in node: the rows that the search page shows at first for each query.
async ([modules, data, queries]) => {
  const load = (name) => import(new URL(`search/${name}.js`, modules).href);
  const [{ BrowserIndex }, { answerFromIndex }] = await Promise.all(["browser_index", "answer"].map(load));
  const index = await new BrowserIndex(data).open();
  const answers = [];
  for (const text of queries) answers.push((await answerFromIndex(index, text)).rows);
  return answers;
}
