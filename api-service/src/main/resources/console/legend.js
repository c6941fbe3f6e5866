// The key to a chart: its series, by swatch and name, with a figure beside each.
import { el } from './dom.js';

/** `series` are `{ label, swatch }`. Returns the element, and `set` for the figures, one a series. */
export function legend(series) {
  const figures = series.map(() => el('b', {}));
  const entries = series.map(({ label, swatch }, i) =>
    el('li', {}, el('span', { class: `swatch ${swatch}`, 'aria-hidden': 'true' }), `${label} `, figures[i]));
  return {
    element: el('ul', { class: 'legend' }, entries),
    set(texts) {
      texts.forEach((text, i) => { figures[i].textContent = text; });
    },
  };
}
