// How often a server may crash before it is left alone.

/** How many crashes are mended by a new start. */
const MOST = 4;

/** For how long a crash counts, in milliseconds. */
const MEMORY = 3 * 60_000;

/** Counts crashes. */
export class Crashes {
  #times: number[] = [];

  /**
   * Counts one more, and says how long to wait before the next start, in milliseconds;
   * nothing, if there is to be none.
   */
  count(now: number): number | undefined {
    this.#times = this.#times.filter((time) => now - time < MEMORY);
    this.#times.push(now);
    return this.#times.length > MOST ? undefined : (this.#times.length - 1) * 500;
  }

  /** How many there were of late. */
  get size(): number {
    return this.#times.length;
  }

  /** Forgets them, because something has changed. */
  forget(): void {
    this.#times = [];
  }
}
