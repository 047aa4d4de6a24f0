/**
 * A wrong address that is a right one spoiled by a chat: `#` written as `%23`, a mark or a quote
 * behind it. The reader is sent to the right one; at any other wrong address the words in it are
 * searched for (`lost-hits.js`).
 */

const SPOILED = /(?:[.,;:!?'")\]}>…、。，；：！？“”‘’）】》」』\s]|&(?:amp;)*(?:from|isappinstalled|appinstall)=[^/]*)+$/;

/** The address that was meant, or null. */
export function meant(path, search, hash) {
  let text;
  try {
    text = decodeURIComponent(path);
  } catch (_) {
    return null;
  }
  const [page, ...rest] = text.split('#');
  const mended = page.slice(-200).replace(SPOILED, '');
  if (rest.length) return `${page}#${rest.join('#')}${search}`;
  if (mended === page || page.length > 200) return null;
  return `${mended.replace(/\/?$/, '/')}${hash}`;
}

const address = meant(location.pathname, location.search, location.hash);
const section = document.querySelector('[data-lost]');
if (address && address[0] === '/' && address[1] !== '/') location.replace(address);
else if (section) import('./lost-hits.js').then(({ show }) => show(section), () => {});
