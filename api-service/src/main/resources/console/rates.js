// What happened between two readings of totals: rates, and latencies from the differences of their buckets.

/** Quantiles are taken over this long, because a single interval has few requests. */
const QUANTILE_SECONDS = 10;

/** The totals of all routes that predict. */
export function sample(totals) {
  const routes = totals.routes.filter((route) => route.predicts);
  const sum = (key) => routes.reduce((all, route) => all + route[key], 0);
  return {
    instance: totals.instance,
    uptime: totals.uptime_seconds,
    bounds: totals.buckets_seconds,
    requests: sum('requests'),
    rows: sum('rows'),
    clientErrors: sum('client_errors'),
    serverErrors: sum('server_errors'),
    buckets: totals.buckets_seconds.map((_, i) => routes.reduce((all, route) => all + (route.buckets[i] ?? 0), 0)),
  };
}

/** An instance that has not answered for so long is forgotten: it has ended, or nobody looked. */
const FORGOTTEN_MS = 60_000;

/** Remembers readings, by instance: behind a load balancer, several answer in turn. */
export class Readings {
  #byInstance = new Map();

  get instances() {
    return this.#byInstance.size;
  }

  /** What has happened since the reading before of the same instance; null if this is its first. */
  add(now, at = Date.now()) {
    this.#forget(at);
    const kept = this.#byInstance.get(now.instance)?.readings ?? [];
    const before = kept.at(-1);
    const since = kept.findLast((old) => now.uptime - old.uptime >= QUANTILE_SECONDS) ?? kept[0];
    const recent = kept.filter((old) => now.uptime - old.uptime < 2 * QUANTILE_SECONDS);
    this.#byInstance.set(now.instance, { at, readings: [...recent, now] });
    return before && now.uptime > before.uptime ? between(before, since, now) : null;
  }

  #forget(now) {
    [...this.#byInstance].filter(([, { at }]) => now - at > FORGOTTEN_MS)
      .forEach(([instance]) => this.#byInstance.delete(instance));
  }
}

function between(before, since, now) {
  const seconds = now.uptime - before.uptime;
  const perSecond = (key) => Math.max(0, now[key] - before[key]) / seconds;
  const answered = now.requests - since.requests;
  const buckets = now.buckets.map((count, i) => Math.max(0, count - (since.buckets[i] ?? 0)));
  return {
    requests: perSecond('requests'),
    rows: perSecond('rows'),
    clientErrors: perSecond('clientErrors'),
    serverErrors: perSecond('serverErrors'),
    p50: quantile(0.5, now.bounds, buckets, answered),
    p99: quantile(0.99, now.bounds, buckets, answered),
  };
}

/**
 * The value below which the share `q` of `total` lies, in the unit of `bounds`; evenly spread within a bucket, and the
 * last bound for what lies beyond it. Null without data.
 */
export function quantile(q, bounds, cumulative, total) {
  if (!(total > 0) || bounds.length === 0) {
    return null;
  }
  const rank = q * total;
  const i = cumulative.findIndex((count) => count >= rank);
  if (i < 0) {
    return bounds.at(-1);
  }
  const lower = i === 0 ? 0 : bounds[i - 1];
  const below = i === 0 ? 0 : cumulative[i - 1];
  const within = cumulative[i] - below;
  return within === 0 ? bounds[i] : lower + (bounds[i] - lower) * (rank - below) / within;
}
