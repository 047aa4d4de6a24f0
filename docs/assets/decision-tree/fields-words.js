/** The words of the fields; `fields-strings.js` is generated from `build_hooks/locales/`. */

import strings from './fields-strings.js';
import { filled } from './text.js';

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return filled(strings[key], values);
}
