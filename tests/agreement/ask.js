// Asks the theme's modules, in a browser or in node: the first posts of each query, and how many there are.
async ([modules, data, queries, today, first]) => {
  const load = (name) => import(new URL(`search/${name}.js`, modules).href);
  const [{ BrowserIndex }, { evaluate }, { parseQuery }] = await Promise.all(["browser_index", "evaluate", "query"].map(load));
  const index = new BrowserIndex(data);
  await index.open();
  const answers = [];
  for (const text of queries) {
    const query = parseQuery(text, today);
    const { docs, partial, sorted } = await evaluate(index, query);
    const posts = await index.posts([...(await sorted()), ...partial].slice(0, first));
    answers.push({ total: docs.length, urls: posts.map(({ url }) => url) });
  }
  return answers;
}
