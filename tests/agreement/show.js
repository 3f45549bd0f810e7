// Asks the theme's modules, in node: what the search page shows at first for each query.
async ([modules, data, queries]) => {
  const load = (name) => import(new URL(`search/${name}.js`, modules).href);
  const [{ BrowserIndex }, { answerFromIndex }] = await Promise.all(["browser_index", "answer"].map(load));
  const index = await new BrowserIndex(data).open();
  const answers = [];
  for (const text of queries) {
    const { rows, rest } = await answerFromIndex(index, text);
    const { more, sizes, ...counts } = await rest();
    answers.push({ rows, sizes: sizes.slice(0, rows.length), ...counts });
  }
  return answers;
}
