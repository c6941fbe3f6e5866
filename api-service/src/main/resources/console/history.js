// Who promoted what, when and why.
import { content, el, name, notice, show } from './dom.js';
import { count, time } from './format.js';
import { table } from './table.js';

export function showHistory({ revisions, fault, read_at: readAt }, serving) {
  show(content('history'),
    fault ? notice(`The history cannot be read now: ${fault}`, 'bad') : null,
    revisions.length === 0 ? notice(readAt ? 'Nothing was ever promoted here.' : 'The history is not read yet.')
      : table('Promotions, the newest first', [{ title: 'Revision', number: true }, 'Version', 'By', 'When', 'Who', 'Why'],
        revisions.map((one) => row(one, serving)), 'wide'),
    readAt ? el('p', { class: 'note' }, 'As it was ', time(readAt), '.') : null);
}

function row(one, serving) {
  if (one.fault) {
    return [count(one.revision), el('span', { class: 'worse' }, 'unreadable'), '', '', '', name(one.fault)];
  }
  return [
    count(one.revision),
    el('span', {}, name(one.model_version, { class: 'mono' }), ' ',
      serving && one.revision === serving.revision ? el('span', { class: 'tag good' }, 'serves') : null),
    el('span', {}, one.action, one.hold ? el('span', { class: 'tag' }, 'on hold') : null),
    time(one.promoted_at), name(one.promoted_by), name(one.reason),
  ];
}
