// Runs scripts when they are needed. None is a module, nor is anything fetched: browsers do neither with files.
// A script hands over a value in the global variable `archiver`, which is read when it has run, before any other runs.

/** What scripts hand over, by their addresses: one table for all scripts of a page, which are bundles.
 * @type {Map<string, Promise<any>>} */
const loaded = (/** @type {any} */ (globalThis)[Symbol.for("archiver")] ??= new Map());

/** Runs a script; gives what it hands over. @param {string | URL} address @returns {Promise<any>} */
export const runScript = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = () => {
      const { archiver } = /** @type {any} */ (globalThis);
      Object.assign(globalThis, { archiver: undefined });
      script.remove();
      if (archiver === undefined) reject(Error(`nothing comes from ${address}`));
      else resolve(archiver);
    };
    script.src = String(address);
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    document.head.append(script);
  });

/** What a script hands over. It runs once on a page; where it could not be loaded, again when it is next asked for.
 * @param {string | URL} address @returns {Promise<any>} */
export function loadScript(address) {
  const found = loaded.get(String(address));
  if (found) return found;
  const script = runScript(address);
  loaded.set(String(address), script);
  script.catch(() => loaded.delete(String(address)));
  return script;
}
