// Numbers and times as people read them, in the language of the browser.
import { el } from './dom.js';

const integer = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const threeDigits = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const fourDigits = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const rate = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const metric = new Intl.NumberFormat(undefined, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const signed = new Intl.NumberFormat(undefined,
  { minimumFractionDigits: 4, maximumFractionDigits: 4, signDisplay: 'exceptZero' });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const none = '–';

const formatted = (format) => (value) => (Number.isFinite(value) ? format.format(value) : none);

export const count = formatted(integer);
export const perSecond = (value) => (value >= 100 ? count(value) : formatted(rate)(value));
export const score = formatted(threeDigits);
export const quantity = formatted(fourDigits);
export const measure = formatted(metric);
export const difference = formatted(signed);
export const share = formatted(percent);

/** Seconds as milliseconds, or as seconds where they are many. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return none;
  }
  return seconds < 1 ? `${threeDigits.format(seconds * 1000)} ms` : `${threeDigits.format(seconds)} s`;
}

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** How long ago, in the largest unit that fits. */
export function ago(instant, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000);
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? ['second', 1];
  return relative.format(-Math.floor(seconds / length), unit);
}

/** A moment in local time, with UTC where the pointer rests. */
export function time(instant) {
  return instant === null || instant === undefined ? none : moment(instant, local);
}

export function timeOfDay(instant) {
  return moment(instant, clock);
}

function moment(instant, format) {
  const date = new Date(instant);
  return el('time', { datetime: date.toISOString(), title: `${date.toISOString()} (UTC)` }, format.format(date));
}
