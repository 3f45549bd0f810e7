// What differs on a site that is made to be read as files, from a disk or out of a zip.

/** True if the site has the setting `offline`: links name files, and the browser index is scripts. */
export const isOffline = globalThis.document?.documentElement.hasAttribute("data-offline") ?? false;

/** The address of a page as the links of the site have it: offline that of its file. @param {string} url */
export const pageAddress = (url) => (isOffline ? url.replace(/\/(?=$|[?#])/, "/index.html") : url);
