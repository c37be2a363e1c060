// What happens next: a binary heap by time in typed arrays, because a week has tens of millions of events. Each event carries
// six numbers, whose meaning is the simulation's.

const words = 6;

export class EventQueue {
  #times = new Float64Array(1_024);
  #payloads = new Float64Array(1_024 * words);
  #size = 0;
  /** The event that `pop` took: its six numbers. */
  readonly popped = new Float64Array(words);

  get size(): number {
    return this.#size;
  }

  /** Infinity when nothing is to come. */
  get nextMs(): number {
    return this.#size === 0 ? Infinity : (this.#times[0] ?? Infinity);
  }

  push(atMs: number, a: number, b: number, c = 0, d = 0, e = 0, f = 0): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((times[parent] ?? 0) <= atMs) break;
      this.#move(parent, at);
      at = parent;
    }
    times[at] = atMs;
    const payloads = this.#payloads;
    const start = at * words;
    payloads[start] = a;
    payloads[start + 1] = b;
    payloads[start + 2] = c;
    payloads[start + 3] = d;
    payloads[start + 4] = e;
    payloads[start + 5] = f;
  }

  /** Its time; the numbers are in `popped`. */
  pop(): number {
    const times = this.#times;
    const atMs = times[0] ?? Infinity;
    for (let word = 0; word < words; word += 1) this.popped[word] = this.#payloads[word] ?? 0;
    this.#size -= 1;
    const size = this.#size;
    if (size === 0) return atMs;
    const lastMs = times[size] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (times[child + 1] ?? 0) < (times[child] ?? 0)) child += 1;
      if ((times[child] ?? 0) >= lastMs) break;
      this.#move(child, at);
      at = child;
    }
    if (at !== size) this.#move(size, at);
    return atMs;
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from] ?? 0;
    // For six numbers copyWithin() is slower.
    const payloads = this.#payloads;
    for (let word = 0; word < words; word += 1)
      payloads[to * words + word] = payloads[from * words + word] ?? 0;
  }

  #grow(): void {
    const [times, payloads] = [this.#times, this.#payloads];
    this.#times = new Float64Array(times.length * 2);
    this.#payloads = new Float64Array(payloads.length * 2);
    this.#times.set(times);
    this.#payloads.set(payloads);
  }
}
