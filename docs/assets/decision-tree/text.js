/** The interface's words; `strings.js` is generated from `build_hooks/locales/`. */

import strings from './strings.js';

/** A text with `{name}` filled in. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** The string for `key` with `{name}` filled in. */
export function ui(key, values) {
  return filled(strings[key], values);
}

/** Make an element; `content` is text or nodes, never markup. */
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes || {})) {
    const value = attributes[name];
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...content);
  return made;
}
