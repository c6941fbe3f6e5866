// The last minutes of traffic: how much, how fast, and what went wrong.
import { axis, chart, colour } from './chart.js';
import { content, el, notice } from './dom.js';
import { count, duration, perSecond, score, share, timeOfDay } from './format.js';
import { legend } from './legend.js';
import { Readings, sample } from './rates.js';
import { disclosure, table } from './table.js';

const MINUTES = 5;
const GAP_SECONDS = 10;

const RATES = [
  { key: 'requests', label: 'requests', swatch: 'first', width: 2 },
  { key: 'clientErrors', label: 'wrong', swatch: 'second', width: 1.5, dash: [6, 3] },
  { key: 'serverErrors', label: 'failed', swatch: 'third', width: 1.5, dash: [2, 3] },
];
const LATENCIES = [
  { key: 'p50', label: 'p50', swatch: 'first', width: 2 },
  { key: 'p99', label: 'p99', swatch: 'second', width: 1.5, dash: [6, 3] },
];

const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
/** From nothing up. */
const RATE_AXIS = { tick: score, scale: { range: (plot, low, high) => [0, high > 0 ? 1.15 * high : 1] } };
/** By powers of ten: half of the answers may take a hundredth of what the slowest take. */
const LATENCY_AXIS = {
  splits: (plot, axisOf, low, high) => powersOfTen(low, high),
  tick: duration,
  scale: { distr: 3, range: (plot, low, high) => (high > 0 ? [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))] : [0.0001, 1]) },
};
const readings = new Readings();
let points = [];
let parts = null;
let latest = null;

export function showTraffic(totals) {
  latest = totals;
  parts ??= build();
  add(readings.add(sample(totals)));
  const now = points.at(-1);
  if (!now) {
    return;
  }
  parts.figures(now);
  parts.rate.update();
  parts.latency.update();
  parts.points.refresh();
  parts.routes.refresh();
  parts.instances.textContent = readings.instances > 1
    ? `${count(readings.instances)} instances answer in turn; each figure is one instance's.` : '';
}

function powersOfTen(low, high) {
  const first = Math.round(Math.log10(low));
  return Array.from({ length: Math.round(Math.log10(high)) - first + 1 }, (_, i) => 10 ** (first + i));
}

/** A gap in time is a gap in the lines. */
function add(point) {
  if (!point) {
    return;
  }
  const at = Date.now() / 1000;
  const last = points.at(-1);
  if (last && at - last.at > GAP_SECONDS) {
    points.push({ at: last.at + 1 });
  }
  points = [...points.filter((old) => at - old.at < 60 * MINUTES), { at, ...point }];
}

function build() {
  const place = content('traffic');
  const figures = cards(['Requests a second', 'Rows a second', 'Latency p50', 'Latency p99', 'Errors']);
  const rate = lines('Predictions a second', RATES, perSecond, RATE_AXIS);
  const latency = lines('Time to answer', LATENCIES, duration, LATENCY_AXIS);
  const pointsTable = disclosure('These minutes as a table', () => pointTable());
  const routes = disclosure('All routes since the start', () => routeTable());
  const instances = el('p', { class: 'note' });
  place.replaceChildren(figures.element, el('div', { class: 'pair' }, rate.element, latency.element),
    el('p', { class: 'note' }, `Routes that predict, over the last ${MINUTES} minutes; latencies are estimated from buckets, over ten seconds each. Wrong is what the service says of a request (4xx), failed what happens to one (5xx).`),
    instances, pointsTable.element, routes.element);
  rate.start();
  latency.start();
  return {
    rate,
    latency,
    instances,
    points: pointsTable,
    routes,
    figures: (now) => figures.set([perSecond(now.requests), perSecond(now.rows), duration(now.p50), duration(now.p99),
      now.requests > 0 ? share((now.clientErrors + now.serverErrors) / now.requests) : '–']),
  };
}

function cards(labels) {
  const figures = labels.map(() => el('dd', {}, '–'));
  return {
    element: el('dl', { class: 'cards' }, labels.map((label, i) => el('div', {}, el('dt', {}, label), figures[i]))),
    set: (texts) => texts.forEach((text, i) => { figures[i].textContent = text; }),
  };
}

function lines(title, series, format, vertical) {
  const key = legend(series);
  const plot = el('div', { class: 'plot' });
  const data = () => [points.map((point) => point.at), ...series.map((s) => points.map((point) => point[s.key] ?? null))];
  const figures = (i) => key.set(series.map((s) => format(points[i ?? points.length - 1]?.[s.key])));
  const describe = () => `${title}: ${series.map((s) => `${s.label} ${format(points.at(-1)?.[s.key])}`).join(', ')}`;
  let drawn = null;
  return {
    element: el('figure', {}, el('figcaption', {}, el('h3', {}, title), key.element), plot),
    start() {
      drawn = chart(plot, 170, () => options(series, vertical, figures), data(), title);
    },
    update() {
      drawn.update(data(), describe());
      figures(null);
    },
  };
}

function options(series, vertical, figures) {
  return {
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    hooks: { setCursor: [(plot) => figures(plot.cursor.idx)] },
    scales: {
      x: { time: true, range: () => [Date.now() / 1000 - 60 * MINUTES, Date.now() / 1000] },
      y: vertical.scale,
    },
    axes: [
      axis({ grid: { show: false }, space: 80, values: (plot, ticks) => ticks.map((at) => minute.format(1000 * at)) }),
      axis({ size: 58, space: 32, splits: vertical.splits, values: (plot, ticks) => ticks.map((v) => (v === null ? null : vertical.tick(v))) }),
    ],
    series: [{}, ...series.map(({ swatch, width, dash }) => ({
      stroke: colour(swatch), width, dash, points: { show: false }, spanGaps: false,
    }))],
  };
}

function pointTable() {
  const rows = points.filter((point) => 'requests' in point).toReversed().slice(0, 60).map((point) => [
    timeOfDay(1000 * point.at), perSecond(point.requests), perSecond(point.rows), perSecond(point.clientErrors),
    perSecond(point.serverErrors), duration(point.p50), duration(point.p99),
  ]);
  const columns = ['Until', 'requests/s', 'rows/s', 'wrong/s', 'failed/s', 'p50', 'p99'];
  return rows.length === 0 ? notice('Nothing yet.')
    : table('Traffic of the last minutes', columns.map((title, i) => (i ? { title, number: true } : title)), rows);
}

function routeTable() {
  const columns = ['Route', 'requests', 'wrong', 'failed', 'mean time'];
  const rows = latest.routes.map((route) => [
    el('bdi', { class: 'mono' }, `${route.method} ${route.route}`), count(route.requests), count(route.client_errors),
    count(route.server_errors), duration(route.requests ? route.seconds / route.requests : NaN),
  ]);
  return table('Answers by route since the start', columns.map((title, i) => (i ? { title, number: true } : title)), rows);
}
