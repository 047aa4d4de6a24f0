/** The words of what helps with a result; `result-strings.js` is generated from `build_hooks/locales/`. */

import strings from './result-strings.js';

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return strings[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
