/**
 * The menu of narrow screens, for the keyboard too: Material's drawer is a checkbox with labels.
 *
 * Opening moves the focus into it, Escape or leaving it closes it, and the focus comes back.
 */

const box = document.getElementById('__drawer');
const opener = document.querySelector('.md-header [data-open=menu]');
const menu = document.querySelector('.md-sidebar--primary');

/** The drawer was opened or closed by a label. */
export function open() {
  sync();
  (box.checked ? menu.querySelector('a[href], [data-open]') : opener).focus();
}

function close() {
  if (box.checked) box.click();
}

function sync() {
  opener.setAttribute('aria-expanded', String(box.checked));
  if (!box.checked && menu.contains(document.activeElement)) opener.focus();
}

box.addEventListener('change', sync);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});
document.addEventListener('focusin', (event) => {
  if (event.target !== opener && !menu.contains(event.target)) close();
});
