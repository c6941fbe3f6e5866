// Two distributions over the same bins, side by side.
import { axis, bars, chart, colour } from './chart.js';
import { share } from './format.js';

const short = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3, notation: 'compact' });
const HEIGHT = 120;
const LONGEST_LABEL = 7;
const PIXELS_A_LABEL = 58;

/** `bins` have a label, and shares in `baseline` and `current`. Returns `{ update(bins) }`. */
export function histogram(place, title, bins) {
  let shown = bins;
  const drawn = chart(place, HEIGHT, () => options(() => shown), data(bins), describe(title, bins));
  return {
    update(next) {
      shown = next;
      drawn.update(data(next), describe(title, next));
    },
  };
}

function data(bins) {
  return [bins.map((_, i) => i), bins.map((bin) => bin.baseline), bins.map((bin) => bin.current)];
}

function options(bins) {
  const paths = (align) => bars({ size: [0.42, 40], align, gap: 1 });
  return {
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [-0.6, bins().length - 0.4] },
      y: { range: (plot, low, high) => [0, Math.max(high ?? 0, 0.01) * 1.1] },
    },
    axes: [
      axis({
        grid: { show: false },
        size: 22,
        splits: (plot) => spread(bins().length, Math.max(1, Math.floor(plot.width / PIXELS_A_LABEL))),
        values: (plot, indices) => indices.map((i) => tick(bins()[i])),
      }),
      axis({ size: 44, space: 28, values: (plot, ticks) => ticks.map(share) }),
    ],
    series: [{},
      { fill: colour('baseline'), width: 0, paths: paths(-1), points: { show: false } },
      { fill: colour('first'), width: 0, paths: paths(1), points: { show: false } }],
  };
}

/** Indices that have room for their labels, the first among them. */
function spread(count, most) {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** Where a bin begins, or the category that it is for. */
function tick(bin) {
  return Number.isFinite(bin?.lower) ? short.format(bin.lower) : brief(bin?.label ?? '');
}

function brief(label) {
  const characters = [...label];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join('')}…` : label;
}

function describe(title, bins) {
  const apart = (bin) => Math.abs(bin.current - bin.baseline);
  const most = bins.reduce((best, bin) => (best === null || apart(bin) > apart(best) ? bin : best), null);
  return most === null ? `${title}: no bins`
    : `${title}, shares of ${bins.length} bins in training and now; furthest apart at ${most.label}: ${share(most.baseline)} and ${share(most.current)}`;
}
