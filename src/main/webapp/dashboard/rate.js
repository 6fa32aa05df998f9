const SECONDS = 60;

/** How many events there were in the last minute. No browser needed. */
export class Rate {
  #buckets = new Map();

  /** An event of that time, in milliseconds since 1970. */
  add(at) {
    const second = Math.floor(at / 1000);
    this.#buckets.set(second, (this.#buckets.get(second) ?? 0) + 1);
  }

  /** The number now; what is older is forgotten. */
  perMinute(now) {
    const oldest = Math.floor(now / 1000) - SECONDS;
    let sum = 0;
    for (const [second, events] of this.#buckets) {
      if (second <= oldest) {
        this.#buckets.delete(second);
      } else {
        sum += events;
      }
    }
    return sum;
  }
}
