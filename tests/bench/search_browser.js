// What a browser reads to answer queries: run in a page of the host, with the modules of ours or with Pagefind's.
async ([kind, base, data, queries, first]) => {
  const LATENCY = 25; // ms that each request waits: what is asked for at the same time then shows as one round
  const asked = [];
  const plain = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const one = { url: String(request[0]?.url ?? request[0]), start: performance.now() };
    asked.push(one);
    const reply = await plain(...request);
    const bytes = await reply.arrayBuffer();
    await new Promise((done) => setTimeout(done, LATENCY));
    Object.assign(one, { end: performance.now(), bytes: bytes.byteLength });
    return new Response(bytes, { status: reply.status, headers: reply.headers });
  };
  const taken = () => {
    const all = asked.splice(0).sort((a, b) => a.start - b.start);
    for (const one of all)
      one.depth = 1 + Math.max(0, ...all.filter(({ end }) => end <= one.start).map(({ depth }) => depth));
    const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
    return { requests: all.length, bytes, depth: Math.max(0, ...all.map((one) => one.depth)) };
  };
  const ways = {
    async ours() {
      const load = (name) => import(new URL(`search/${name}.js`, base).href);
      const [{ BrowserIndex }, { evaluate }, { parseQuery }] = await Promise.all(["browser_index", "evaluate", "query"].map(load));
      const ready = async () => {
        const index = new BrowserIndex(data);
        await index.open();
        await Promise.all([index.lists("\0", true), index.posts([])]); // the directories
        return index;
      };
      const search = async (index, text) => (await evaluate(index, parseQuery(text, 20000))).docs;
      const results = (index, docs) => index.posts(docs.subarray(0, first));
      return { ready, search, results };
    },
    async pagefind() {
      const pagefind = await import(new URL("pagefind.js", base).href);
      const ready = async () => {
        await pagefind.destroy();
        await pagefind.options({ noWorker: true });
        await pagefind.init();
      };
      const search = async (_, text) => (await pagefind.search(text)).results;
      const results = (_, found) => Promise.all(found.slice(0, first).map((one) => one.data()));
      return { ready, search, results };
    },
  };
  const quiet = async () => {
    for (let calm = 0; calm < 3; calm = asked.every(({ end }) => end) ? calm + 1 : 0)
      await new Promise((done) => setTimeout(done, 15)); // Pagefind goes on reading when it says that it is ready
  };
  const { ready, search, results } = await ways[kind]();
  taken();
  const answers = [];
  for (const text of queries) {
    const state = await ready();
    await quiet();
    const start = taken();
    const found = await search(state, text);
    const index = taken();
    await results(state, found);
    answers.push({ total: found.length, ready: start, index, results: taken() });
  }
  globalThis.fetch = plain;
  return answers;
}
