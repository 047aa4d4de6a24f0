/** What was written in the playground, kept in this browser; storage may be refused or full. */

const KEY = 'weiquan-playground';

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found && typeof found.texts === 'object' && found.texts ? found : { texts: {} };
  } catch (_) {
    return { texts: {} };
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch (_) {
    return false;
  }
}

/** The tree that was open last. */
export function opened() {
  return read().id;
}

/** Remember which tree is open; false if the browser refuses. */
export function open(id) {
  return write(Object.assign(read(), { id }));
}

/** The changed text of a tree, if any. */
export function draft(id) {
  const text = read().texts[id];
  return typeof text === 'string' ? text : null;
}

/** Keep the changed text of a tree, or forget it (null); false if the browser refuses. */
export function keepDraft(id, text) {
  const kept = read();
  if (text === null) delete kept.texts[id];
  else kept.texts[id] = text;
  return write(kept);
}
