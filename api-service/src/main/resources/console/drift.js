// Whether what is asked now still looks like what the model was trained on.
import { content, el, name, notice, show } from './dom.js';
import { ago, count, quantity, score, share, time } from './format.js';
import { histogram } from './histogram.js';
import { legend } from './legend.js';
import { disclosure, table } from './table.js';

const TESTS = {
  psi: 'PSI', ks: 'KS', chi_square: 'Chi-square', mean_shift: 'Mean shift', missing: 'Missing',
  out_of_range: 'Out of range', unseen: 'Unseen',
};
const RATES = new Set(['missing', 'out_of_range', 'unseen']);
const AT_FIRST = 24;

let cards = new Map();
let parts = null;
let report = null;
let most = AT_FIRST;

export function showDrift(next) {
  if (report?.model_version !== next.model_version) {
    cards = new Map();
  }
  report = next;
  parts ??= build();
  render();
}

export function showNoDrift(detail) {
  parts = null;
  cards = new Map();
  show(content('drift'), notice(detail));
}

function build() {
  const summary = el('div', {});
  const find = el('input', { type: 'search', id: 'drift-find', autocomplete: 'off', spellcheck: 'false', oninput: render });
  const only = el('input', { type: 'checkbox', id: 'drift-only', onchange: render });
  const grid = el('div', { class: 'features' });
  const more = el('button', { type: 'button', onclick: () => { most += AT_FIRST; render(); } });
  content('drift').replaceChildren(summary,
    el('div', { class: 'tools' },
      legend([{ label: 'training', swatch: 'baseline block' }, { label: 'now', swatch: 'first block' }]).element,
      el('label', {}, 'Find ', find),
      el('label', { class: 'check' }, only, ' Drifted only')),
    grid, more);
  return { summary, find, only, grid, more };
}

function render() {
  const all = [{ ...report.prediction, title: 'The prediction itself' }, ...report.features];
  const drifted = all.filter((one) => one.drifted);
  summarize(drifted, all);
  const wanted = [...drifted, ...all.filter((one) => !one.drifted)].filter(isWanted);
  const shown = wanted.slice(0, most);
  arrange(parts.grid, shown.map((one) => card(one)));
  parts.more.hidden = wanted.length <= most;
  parts.more.textContent = `Show ${count(Math.min(AT_FIRST, wanted.length - most))} of ${count(wanted.length - most)} more`;
}

/** Moves as little as it can: a chart that leaves the page is drawn anew. */
function arrange(parent, next) {
  const stays = parent.childNodes.length === next.length && next.every((node, i) => node === parent.childNodes[i]);
  if (!stays) {
    parent.replaceChildren(...(next.length > 0 ? next : [notice('None of the features.')]));
  }
}

function isWanted(one) {
  const text = parts.find.value.trim().toLocaleLowerCase();
  return (!parts.only.checked || one.drifted)
    && (text === '' || (one.title ?? one.feature).toLocaleLowerCase().includes(text));
}

function summarize(drifted, all) {
  const { window: rows, checked_at: checked } = report;
  const verdict = checked === null
    ? el('span', { class: 'badge' }, 'not checked yet')
    : el('span', { class: `badge ${drifted.length ? 'bad' : 'good'}` }, drifted.length ? 'drift' : 'no drift');
  const names = drifted.slice(0, 6).flatMap((one, i) => [i ? ', ' : '', name(one.title ?? one.feature)]);
  const sentence = checked === null
    ? [`A check needs ${count(rows.min_sample)} rows, and ${count(rows.rows)} have been answered.`]
    : [drifted.length ? `${count(drifted.length)} of ${count(all.length)}: ` : `None of ${count(all.length)} distributions has moved.`,
      ...names, drifted.length > names.length ? ' …' : ''];
  show(parts.summary,
    el('p', { class: 'lead' }, verdict, ' ', ...sentence),
    el('p', { class: 'note' }, `The last ${count(rows.rows)} rows, since `, time(rows.began_at),
      ...(checked === null ? [] : ['; checked ', ago(checked)]),
      `. By chance alone, ${share(report.alarm_rate)} of checks would raise an alarm.`));
}

function card(one) {
  const known = cards.get(one.feature);
  if (known && known.shape === shape(one)) {
    known.update(one);
    return known.element;
  }
  const made = make(one);
  cards.set(one.feature, made);
  return made.element;
}

/** What a card was built for; where it changes, the card is built anew. */
function shape(one) {
  return JSON.stringify([one.type, one.bins.map((bin) => bin.label)]);
}

function make(one) {
  let latest = one;
  const title = one.title ?? one.feature;
  const verdict = el('span', {});
  const scores = el('div', {});
  const plot = el('div', { class: 'plot' });
  const asTable = disclosure('As a table', () => binTable(title, latest));
  const element = el('article', { class: 'feature' },
    el('h3', {}, name(title), ' ', verdict), plot, scores, asTable.element);
  let drawn = null;
  onceSeen(element, () => { drawn = histogram(plot, title, latest.bins); });
  const update = (next) => {
    latest = next;
    drawn?.update(next.bins);
    show(verdict, tag(next));
    show(scores, ...scoreRows(next));
    asTable.refresh();
  };
  update(one);
  return { element, update, shape: shape(one) };
}

/** Hundreds of charts are drawn as they come into view, not at once. */
function onceSeen(element, draw) {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      draw();
    }
  }, { rootMargin: '300px' });
  observer.observe(element);
}

function tag(one) {
  if (one.not_compared) {
    return el('span', { class: 'tag' }, 'not compared');
  }
  return one.drifted ? el('span', { class: 'tag bad' }, one.drift_types.map((type) => TESTS[type] ?? type).join(', ')) : null;
}

function scoreRows(one) {
  const scores = Object.entries(one.scores ?? {});
  const means = Number.isFinite(one.mean) && Number.isFinite(one.baseline_mean)
    ? el('p', { class: 'note' }, `Mean ${quantity(one.mean)}, in training ${quantity(one.baseline_mean)}`) : null;
  const why = one.not_compared ? el('p', { class: 'note' }, name(one.not_compared)) : null;
  return [
    scores.length === 0 ? null : el('dl', { class: 'scores' }, scores.map(([type, { value, threshold }]) =>
      el('div', { class: value >= threshold ? 'alarm' : null },
        el('dt', {}, TESTS[type] ?? type),
        el('dd', {}, `${figure(type, value)} of ${figure(type, threshold)}`,
          el('meter', { min: 0, max: 1, high: 0.999, value: threshold > 0 ? Math.min(1, value / threshold) : 0,
            'aria-label': `${TESTS[type] ?? type} against its threshold` }))))),
    means, why,
  ];
}

function figure(type, value) {
  return RATES.has(type) ? share(value) : score(value);
}

function binTable(title, one) {
  const columns = ['Bin', { title: 'training', number: true }, { title: 'now', number: true }];
  return table(`Shares of ${title}`, columns, one.bins.map((bin) => [name(bin.label), share(bin.baseline), share(bin.current)]));
}
