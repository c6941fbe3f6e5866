// Tables with headers, in a frame of their own that scrolls where the page is narrow.
import { el, show } from './dom.js';

/**
 * `columns` are headers, or `{ title, number: true }`; `rows` are arrays of cells, text or elements. The first cell of
 * a row is its header.
 */
export function table(caption, columns, rows, className = '') {
  const kinds = columns.map((column) => (column.number ? 'n' : null));
  const head = el('tr', {}, columns.map((column, i) =>
    el('th', { scope: 'col', class: kinds[i] }, column.title ?? column)));
  const body = rows.map((row) => el('tr', {}, row.map((cell, i) => (i === 0
    ? el('th', { scope: 'row', class: kinds[i] }, cell)
    : el('td', { class: kinds[i] }, cell)))));
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', { class: className || null },
      el('caption', { class: 'unseen' }, caption), el('thead', {}, head), el('tbody', {}, body)));
}

/** Something that is made only when a person opens it, and anew by `refresh()` while it is open. */
export function disclosure(summary, make) {
  const inside = el('div');
  const details = el('details', {}, el('summary', {}, summary), inside);
  const refresh = () => {
    if (details.open) {
      show(inside, make());
    }
  };
  details.addEventListener('toggle', refresh);
  return { element: details, refresh };
}
