/**
 * A picture in a frame that scrolls: larger and smaller by buttons, keys, wheel and two fingers.
 *
 * Moving it is the browser's own scrolling (one finger, arrow keys, focus), so at its edge the page
 * scrolls on. Nothing moves by itself.
 */

const READABLE = 0.8;
const LARGEST = 2.5;
const FAR = 5;

export class View {
  constructor(frame, picture, said) {
    this.frame = frame;
    this.picture = picture;
    this.said = said;
    const { width, height } = picture.viewBox.baseVal;
    this.size = { width, height };
    this.whole = false;
    this.set(Math.max(this.fit(), READABLE));
    frame.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    frame.addEventListener('touchstart', (event) => this.onPinch(event, true), { passive: false });
    frame.addEventListener('touchmove', (event) => this.onPinch(event, false), { passive: false });
    frame.addEventListener('pointerdown', (event) => this.onDrag(event));
    frame.addEventListener('keydown', (event) => this.onKey(event));
    frame.addEventListener('focusin', (event) => this.reveal(event.target));
    if (window.ResizeObserver) new ResizeObserver(() => this.whole && this.set(this.fit())).observe(frame);
  }

  /** The scale at which the picture is just whole. */
  fit() {
    const { clientWidth, clientHeight } = this.frame;
    return Math.min(1, clientWidth / this.size.width, clientHeight / this.size.height) || 1;
  }

  set(scale) {
    this.scale = scale;
    this.picture.style.width = `${Math.floor(this.size.width * scale)}px`;
    this.picture.style.height = `${Math.floor(this.size.height * scale)}px`;
  }

  /** Larger or smaller by `factor`; what is at (x, y) of the window, or in the middle, stays there. */
  zoom(factor, x, y, quiet) {
    const frame = this.frame.getBoundingClientRect();
    const at = { x: x === undefined ? frame.left + frame.width / 2 : x, y: y === undefined ? frame.top + frame.height / 2 : y };
    const before = this.picture.getBoundingClientRect();
    const point = { x: (at.x - before.left) / this.scale, y: (at.y - before.top) / this.scale };
    const least = this.fit();
    const scale = Math.min(LARGEST, Math.max(least, this.scale * factor));
    this.whole = scale === least;
    this.set(scale);
    const after = this.picture.getBoundingClientRect();
    this.frame.scrollLeft += after.left + point.x * scale - at.x;
    this.frame.scrollTop += after.top + point.y * scale - at.y;
    if (!quiet) this.tell();
  }

  all() {
    this.whole = true;
    this.set(this.fit());
    this.tell();
  }

  /** Move a box to the middle; `readable` also makes its words large enough. */
  centre(box, readable) {
    if (!box || !this.frame.clientWidth) return;
    if (readable && this.scale < READABLE) {
      this.whole = false;
      this.set(READABLE);
    }
    const frame = this.frame.getBoundingClientRect();
    const place = box.getBoundingClientRect();
    this.frame.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
    this.frame.scrollTop += place.top + place.height / 2 - frame.top - frame.height / 2;
    if (readable) this.tell();
  }

  /** Bring a box that has the focus into sight. */
  reveal(box) {
    if (box === this.frame) return;
    const frame = this.frame.getBoundingClientRect();
    const place = box.getBoundingClientRect();
    const inside = place.left >= frame.left && place.right <= frame.right && place.top >= frame.top && place.bottom <= frame.bottom;
    if (!inside) this.centre(box, false);
  }

  tell() {
    this.said(Math.round(this.scale * 100));
  }

  onWheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY, true);
  }

  onPinch(event, begins) {
    if (event.touches.length !== 2) return;
    if (event.cancelable) event.preventDefault();
    const [one, other] = event.touches;
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const x = (one.clientX + other.clientX) / 2;
    const y = (one.clientY + other.clientY) / 2;
    if (!begins && this.apart) this.zoom(apart / this.apart, x, y, true);
    this.apart = apart;
  }

  /** A mouse drags the paper; words can still be selected, and boxes clicked. */
  onDrag(event) {
    if (event.pointerType !== 'mouse' || event.button || event.target.closest('text, a')) return;
    const from = { x: event.clientX, y: event.clientY, left: this.frame.scrollLeft, top: this.frame.scrollTop };
    const move = (to) => {
      if (Math.abs(to.clientX - from.x) + Math.abs(to.clientY - from.y) < FAR) return;
      to.preventDefault();
      this.frame.scrollLeft = from.left + from.x - to.clientX;
      this.frame.scrollTop = from.top + from.y - to.clientY;
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    event.preventDefault(); // no selection of everything on the way
    this.frame.focus({ preventScroll: true });
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { '+': () => this.zoom(1.25), '=': () => this.zoom(1.25), '-': () => this.zoom(0.8), 0: () => this.all() };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}
