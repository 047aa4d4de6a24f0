/**
 * The one way to copy: by the browser's clipboard, else by the old command. Where both are refused
 * (inside WeChat they may be), the text stands selected, to be copied by hand.
 */

/** Copy `text`; `reveal()` shows a field that holds it. True if copied, false if only selected. */
export function copy(text, reveal) {
  const byHand = () => {
    const field = reveal();
    field.focus();
    field.select();
    field.setSelectionRange(0, field.value.length); // older iPhones mark nothing with select()
    return Boolean(document.execCommand && document.execCommand('copy'));
  };
  if (!navigator.clipboard) return Promise.resolve(byHand());
  return navigator.clipboard.writeText(text).then(() => true, byHand);
}
