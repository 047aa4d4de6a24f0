/**
 * What the reader asked to keep on this device: name, telephone, address.
 *
 * Storage may be refused, full or broken: then nothing is kept, and nothing else happens.
 */

const KEY = 'weiquan-letter';

/** What is kept, by the words of HTML's `autocomplete`. */
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY)) || {};
    return Object.keys(found).every((key) => typeof found[key] === 'string') ? found : {};
  } catch (_) {
    return {};
  }
}

/** Whether the reader has asked to keep anything. */
export function isKept() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch (_) {
    return false;
  }
}

/** Keep `own` beside what is kept already; false if the browser refuses. */
export function keep(own) {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.assign(kept(), own)));
    return true;
  } catch (_) {
    return false;
  }
}

/** Forget all of it; false if the browser refuses. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
    return true;
  } catch (_) {
    return !isKept();
  }
}
