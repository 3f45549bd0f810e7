// Asks the modules of a published site, in a browser or in node: the first posts of each query, and how many there are.
async ([base, queries, today, first]) => {
  const load = (name) => import(new URL(`assets/search/${name}.js`, base).href);
  const [{ openShare }, { evaluate }, { parseQuery }] = await Promise.all(["share", "evaluate", "query"].map(load));
  const share = await openShare(new URL("search/data/", base).href);
  const answers = [];
  for (const text of queries) {
    const query = parseQuery(text, today);
    const { docs } = await evaluate(share, query);
    const posts = await share.posts(docs.subarray(0, first));
    answers.push({ total: docs.length, urls: posts.map(({ url }) => url) });
  }
  return answers;
}
