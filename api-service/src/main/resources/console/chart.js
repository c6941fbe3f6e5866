// uPlot in the colours of the page, as wide as its place, and redrawn when either changes.
import uPlot from './uplot.js';
import { el } from './dom.js';
import { onThemeChange } from './theme.js';

const live = new Set();
const FONT = '11px system-ui, sans-serif';

/** The colour that a class of the style sheet gives to text: what the page's variables come to in this theme. */
export function colour(className) {
  const probe = el('span', { class: `probe ${className}` });
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/**
 * A chart in `place`. `options()` are uPlot's without size and colours, made anew for each drawing; `describe` is the
 * text for those who do not see it. Returns `{ update(data, describe) }`. It is drawn while its place is on the page.
 */
export function chart(place, height, options, data, describe) {
  const made = { place, height, options, data, plot: null };
  place.setAttribute('role', 'img');
  place.setAttribute('aria-label', describe);
  draw(made);
  new ResizeObserver(() => fit(made)).observe(place);
  return {
    update(next, text) {
      made.data = next;
      place.setAttribute('aria-label', text);
      made.plot?.setData(next);
    },
  };
}

/** Axes without lines that compete with the data. */
export function axis(more = {}) {
  return {
    stroke: colour('quiet'),
    font: FONT,
    grid: { stroke: colour('grid'), width: 1 },
    ticks: { show: false },
    gap: 4,
    size: 26,
    ...more,
  };
}

export const bars = uPlot.paths.bars;

function draw(made) {
  erase(made);
  live.add(made);
  made.plot = new uPlot({
    width: Math.max(1, made.place.clientWidth),
    height: made.height,
    legend: { show: false },
    padding: [8, 14, 0, 0],
    ...made.options(),
  }, made.data, made.place);
}

function erase(made) {
  made.plot?.destroy();
  made.plot = null;
  live.delete(made);
}

/** Called when the place changes its size, and when it leaves the page or comes back. */
function fit(made) {
  const width = made.place.clientWidth;
  if (!made.place.isConnected) {
    erase(made);
  } else if (made.plot === null) {
    draw(made);
  } else if (width > 0 && width !== made.plot.width) {
    made.plot.setSize({ width, height: made.height });
  }
}

onThemeChange(() => [...live].forEach((made) => (made.place.isConnected ? draw(made) : erase(made))));
