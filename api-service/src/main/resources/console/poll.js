// Asks again and again, but not while nobody looks.

const LONGEST_PAUSE_MS = 30_000;

/**
 * Runs `round` every `everyMs` until it is paused or the page is hidden. A round that fails is tried again later and
 * later; `tell` hears 'live', 'paused', or 'waiting' with the failure and the milliseconds until the next try.
 */
export class Poller {
  #round;
  #everyMs;
  #tell;
  #timer = 0;
  #running = false;
  #again = false;
  #paused = false;
  #failures = 0;

  constructor(everyMs, round, tell) {
    this.#everyMs = everyMs;
    this.#round = round;
    this.#tell = tell;
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  get paused() {
    return this.#paused;
  }

  pause(paused) {
    this.#paused = paused;
    if (paused) {
      this.#stop();
      this.#tell('paused');
    } else {
      this.now();
    }
  }

  /** One round at once; then as before. */
  async now() {
    this.#stop();
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    const pause = await this.#try();
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      await this.now();
    } else if (!this.#paused && !document.hidden && pause >= 0) {
      this.#timer = setTimeout(() => this.now(), pause);
    }
  }

  /** Returns the pause until the next round; negative for none. */
  async #try() {
    try {
      await this.#round();
      this.#failures = 0;
      this.#tell(this.#paused ? 'paused' : 'live');
      return this.#everyMs;
    } catch (failure) {
      this.#failures += 1;
      const longer = Math.min(LONGEST_PAUSE_MS, this.#everyMs * 2 ** Math.min(this.#failures - 1, 5));
      const pause = failure.needsCredential ? -1 : Math.max(longer, 1000 * (failure.retryAfter ?? 0));
      this.#tell('waiting', failure, pause);
      return pause;
    }
  }

  #seen() {
    if (document.hidden) {
      this.#stop();
    } else if (!this.#paused) {
      this.now();
    }
  }

  #stop() {
    clearTimeout(this.#timer);
  }
}
