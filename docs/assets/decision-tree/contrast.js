/** How well a colour reads on another one, as WCAG 2 counts it; colours are `#` and six hex digits. */

const ENOUGH = 4.5;

/** The relative luminance, with the 0.05 that the formula adds. */
export function light(color) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
}

/** From 1 to 21; of several grounds, on that where it reads worst. */
export function contrast(color, grounds) {
  const one = light(color);
  return Math.min(...grounds.map(light).map((other) => Math.max(one, other) / Math.min(one, other)));
}

/** Whether text in this colour may stand on all of them. */
export function reads(color, grounds) {
  return contrast(color, grounds) >= ENOUGH;
}
