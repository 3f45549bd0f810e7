// What a reader has chosen, kept for all pages of the site.

/** A choice; null if there is none, or storage is forbidden. @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice, or with null forgets it; where storage is forbidden, it lasts as long as the page.
 * @param {string} name @param {string | null} value */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Storage may be forbidden.
  }
}
