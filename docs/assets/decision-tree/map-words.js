/** The words around a map; `map-strings.js` is generated from `build_hooks/locales/`. */

import strings from './map-strings.js';
import { filled } from './text.js';

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return filled(strings[key], values);
}
