/** The words of the search; `search-strings.js` is generated from `build_hooks/locales/`. */

import strings from './search-strings.js';
import { filled } from './text.js';

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return filled(strings[key] || '', values);
}
