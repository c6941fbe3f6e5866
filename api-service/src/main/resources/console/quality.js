// How good the answers are: estimated without labels, realised with them, and as training left it.
import { axis, chart, colour } from './chart.js';
import { content, el, notice, show } from './dom.js';
import { count, measure, share } from './format.js';
import { legend } from './legend.js';
import { table } from './table.js';

const METRICS = [
  ['accuracy', 'Accuracy'], ['roc_auc', 'ROC-AUC'], ['log_loss', 'Log-loss'], ['brier_score', 'Brier score'],
  ['calibration_error', 'Calibration error'],
];

let shown = null;

export function showQuality(quality) {
  const text = JSON.stringify(quality);
  if (text === shown) {
    return;
  }
  shown = text;
  const days = quality.realised ?? [];
  content('quality').replaceChildren(overview(quality, days.at(-1) ?? null), ...charts(days), ...byDay(days));
}

export function showNoQuality(detail) {
  shown = null;
  show(content('quality'), notice(detail));
}

function overview(quality, day) {
  const training = quality.training?.metrics ?? quality.training ?? {};
  const columns = ['Metric', { title: 'in training', number: true }, { title: 'estimated now', number: true },
    { title: day ? `realised, ${day.date}` : 'realised', number: true }];
  const rows = METRICS.map(([key, label]) =>
    [label, measure(training[key]), measure(quality.estimated?.[key]), measure(day?.metrics?.[key])]);
  const notes = [
    quality.estimated ? `Estimated from the confidence of the last ${count(quality.estimated.rows)} answers, which holds as far as probabilities are calibrated.`
      : 'Nothing is estimated yet.',
    day ? `Realised on ${count(day.labels)} labels of ${day.date}.` : 'No labels have been joined to answers of this version yet.',
  ];
  return el('div', {}, table('Quality of the answers', columns, rows, 'wide quality'), el('p', { class: 'note' }, notes.join(' ')));
}

function charts(days) {
  const day = days.at(-1);
  if (!day) {
    return [];
  }
  const pair = el('div', { class: 'pair' }, days.length > 1 ? course(days) : null, calibration(day));
  return [pair];
}

function figureOf(title, key, describe, options, data) {
  const plot = el('div', { class: 'plot' });
  requestAnimationFrame(() => chart(plot, 190, options, data, describe));
  return el('figure', {}, el('figcaption', {}, el('h3', {}, title), key), plot);
}

function course(days) {
  const data = [days.map((day) => Date.parse(day.date) / 1000), days.map((day) => day.metrics.accuracy ?? null),
    days.map((day) => day.metrics.roc_auc ?? null)];
  const key = legend([{ label: 'accuracy', swatch: 'first' }, { label: 'ROC-AUC', swatch: 'second' }]).element;
  return figureOf('By day of the prediction (UTC)', key, `Realised quality over ${days.length} days; the table has the figures`, () => ({
    tzDate: (seconds) => new Date(1000 * seconds + 60_000 * new Date(1000 * seconds).getTimezoneOffset()),
    cursor: { show: false },
    scales: { y: { range: (plot, low, high) => [Math.max(0, (low ?? 0) - 0.05), Math.min(1, (high ?? 1) + 0.05)] } },
    axes: [axis({ grid: { show: false }, space: 70, values: (plot, ticks) => ticks.map((at) => dayOf(at)) }), axis({ size: 48, values: (plot, ticks) => ticks.map(share) })],
    series: [{}, { stroke: colour('first'), width: 2, points: { size: 5 } },
      { stroke: colour('second'), width: 1.5, dash: [6, 3], points: { size: 5 } }],
  }), data);
}

function dayOf(seconds) {
  return new Date(1000 * seconds).toISOString().slice(5, 10);
}

function calibration(day) {
  const bins = (day.calibration ?? []).filter((bin) => bin.count > 0);
  if (bins.length === 0) {
    return null;
  }
  const data = [bins.map((bin) => bin.mean_predicted), bins.map((bin) => bin.mean_predicted), bins.map((bin) => bin.observed)];
  const key = legend([{ label: 'if calibrated', swatch: 'third' }, { label: 'observed', swatch: 'first' }]).element;
  return figureOf('Calibration', key, `Observed shares beside predicted probabilities in ${bins.length} bins on ${day.date}; the table has the figures`, () => ({
    cursor: { show: false },
    scales: { x: { time: false, range: () => [0, 1] }, y: { range: () => [0, 1] } },
    axes: [axis({ space: 60, values: (plot, ticks) => ticks.map(share) }), axis({ size: 48, values: (plot, ticks) => ticks.map(share) })],
    series: [{}, { stroke: colour('third'), width: 1.5, dash: [2, 3], points: { show: false } },
      { stroke: colour('first'), width: 2, points: { size: 7 } }],
  }), data);
}

function byDay(days) {
  if (days.length === 0) {
    return [];
  }
  const columns = ['Day', 'answers', 'labels', ...METRICS.map(([, label]) => label), 'Accuracy as estimated'].map((title, i) => (i ? { title, number: true } : title));
  const rows = days.toReversed().map((day) => [day.date, count(day.predictions), count(day.labels),
    ...METRICS.map(([key]) => measure(day.metrics[key])), measure(day.estimated?.accuracy)]);
  const bins = days.at(-1).calibration ?? [];
  const calibrated = table(`Calibration of ${days.at(-1).date}`,
    ['Probability', 'answers', 'mean predicted', 'observed'].map((title, i) => (i ? { title, number: true } : title)),
    bins.map((bin) => [`${share(bin.lower)} – ${share(bin.upper)}`, count(bin.count), share(bin.mean_predicted), share(bin.observed)]));
  return [el('details', {}, el('summary', {}, 'All days, and the calibration of the last'), table('Realised quality by day', columns, rows), calibrated)];
}
