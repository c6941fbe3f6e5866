// What came of looking at the serving pointer.
import { content, el, name, notice, show } from './dom.js';
import { ago, count, quantity, time } from './format.js';
import { table } from './table.js';

const OUTCOMES = {
  swapped: 'swapped', fell_back: 'fell back', refused: 'refused', backing_off: 'refused before',
  failed: 'store not read', nothing_promoted: 'nothing promoted', unchanged: 'sound again',
};
const BAD = new Set(['fell_back', 'refused', 'failed']);

export function showReloads({ looked_at: lookedAt, interval_seconds: interval, reloads }) {
  show(content('reloads'),
    el('p', { class: 'note' }, `The pointer is looked at every ${quantity(interval)} s`,
      lookedAt ? `, the last time ${ago(lookedAt)}` : '', '. Here is what was news.'),
    reloads.length === 0 ? notice('Nothing yet.')
      : table('Outcomes of reloads, the newest first',
        ['When', 'Outcome', 'Version', 'Why', { title: 'took', number: true }], reloads.map(row), 'wide'));
}

function row(one) {
  return [
    time(one.at),
    el('span', { class: `tag ${BAD.has(one.outcome) ? 'bad' : one.outcome === 'swapped' ? 'good' : ''}`.trim() }, OUTCOMES[one.outcome] ?? one.outcome),
    one.model_version ? name(one.model_version, { class: 'mono' }) : '',
    one.reason ? el('span', { class: 'why' }, name(one.reason), one.detail ? ': ' : '', name(one.detail ?? '')) : '',
    `${count(one.ms)} ms`,
  ];
}
