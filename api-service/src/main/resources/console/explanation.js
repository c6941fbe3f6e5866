// What each feature added to the score, as bars to the left and right of nothing.
import { el, name } from './dom.js';
import { quantity } from './format.js';
import { table } from './table.js';

const MOST = 40;

export function explanation({ contributions, reasons }) {
  const entries = Object.entries(contributions.features).sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const most = Math.max(Math.abs(contributions.bias), ...entries.map(([, value]) => Math.abs(value)), Number.MIN_VALUE);
  const row = (label, value) => [label, quantity(value), bar(value / most)];
  const rows = [
    ...entries.slice(0, MOST).map(([feature, value]) => row(name(feature), value)),
    row(el('i', {}, 'bias'), contributions.bias),
  ];
  return [
    el('h3', {}, 'What each feature added to the score'),
    table('Contributions to the score, the largest first', ['Feature', { title: 'added', number: true }, 'against and for'], rows, 'wide contributions'),
    el('p', { class: 'note' }, `Together ${quantity(contributions.logit)}.`,
      entries.length > MOST ? ` The ${entries.length - MOST} smallest are left out.` : '',
      ...(reasons?.length ? [' What spoke against: ', ...reasons.flatMap((reason, i) => [i ? ', ' : '', name(reason)]), '.'] : [])),
  ];
}

/** `share` of the larger side, −1 … 1. */
function bar(share) {
  const fill = el('span', { class: share < 0 ? 'minus' : 'plus' });
  fill.style.inlineSize = `${50 * Math.abs(share)}%`;
  return el('span', { class: 'track', 'aria-hidden': 'true' }, fill);
}
