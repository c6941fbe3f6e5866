// Which model serves, since when and why, and how good it is beside the one before.
import { content, el, name, notice, show } from './dom.js';
import { ago, count, difference, measure, time } from './format.js';
import { table } from './table.js';

/** Metric, its name for people, and whether more of it is better. */
const METRICS = [
  ['accuracy', 'Accuracy', true], ['precision', 'Precision', true], ['recall', 'Recall', true],
  ['f1_score', 'F1', true], ['roc_auc', 'ROC-AUC', true], ['log_loss', 'Log-loss', false],
  ['brier_score', 'Brier score', false],
];

const TROUBLE = {
  pointer_unreadable: 'The serving pointer cannot be read; what serves goes on serving.',
  reload_refused: 'The version that the pointer names was refused; see Reloads.',
  serving_fallback: 'An earlier revision stands in for the one that the pointer names.',
};

export function showModel(model, health) {
  show(content('model'),
    el('p', { class: 'version mono' }, name(model.model_version)),
    el('p', { class: 'lead' }, ...badges(model), 'Serves ', name(model.environment), ' since ', time(model.loaded_at),
      ', ', ago(model.loaded_at), '.'),
    ...health.degraded.map((code) => notice(TROUBLE[code] ?? code, 'bad')),
    el('div', { class: 'pair' }, facts(model), metrics(model)));
}

export function showNoModel(detail) {
  show(content('model'), notice(detail));
}

function badges(model) {
  return [
    el('span', { class: `badge ${model.role === 'current' ? 'good' : 'bad'}` }, model.role),
    ' ',
    model.hold ? el('span', { class: 'badge' }, 'on hold') : null,
    ' ',
  ];
}

function facts(model) {
  const entries = [
    ['Revision', `${count(model.revision)}, by ${model.action}`],
    ['Promoted', el('span', {}, time(model.promoted_at), ' by ', name(model.promoted_by))],
    ['Reason', name(model.reason)],
    ['Trained', time(model.trained_at)],
    ['Rows', `${count(model.training_samples)} to train, ${count(model.test_samples)} held out`],
    ['Model', `${model.model_type.replaceAll('_', ' ')}, ${count(model.features)} features`],
  ];
  return el('dl', { class: 'facts' },
    entries.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}

function metrics(model) {
  const before = model.previous;
  const columns = ['On the hold-out', { title: 'now', number: true }];
  if (before) {
    columns.push({ title: el('span', { title: before.model_version }, 'before'), number: true }, { title: 'change', number: true });
  }
  const rows = METRICS.filter(([key]) => key in model.metrics).map(([key, label, more]) => [
    label, measure(model.metrics[key]),
    ...(before ? [measure(before.metrics[key]), change(model.metrics[key] - before.metrics[key], more)] : []),
  ]);
  return el('div', {}, table('Metrics of the model beside the one before', columns, rows, 'wide'), comparison(model));
}

function comparison(model) {
  if (model.previous) {
    return el('p', { class: 'note' }, 'Before: ', name(model.previous.model_version, { class: 'mono' }),
      ', on a hold-out of its own.');
  }
  return el('p', { class: 'note' }, model.previous_fault
    ? `The version before cannot be read: ${model.previous_fault}`
    : 'There is no version before to compare with.');
}

function change(by, moreIsBetter) {
  const text = difference(by);
  if (!Number.isFinite(by) || Math.abs(by) < 0.00005) {
    return text;
  }
  const better = by > 0 === moreIsBetter;
  return el('span', { class: better ? 'better' : 'worse' }, text, el('span', { class: 'unseen' }, better ? ', better' : ', worse'));
}
