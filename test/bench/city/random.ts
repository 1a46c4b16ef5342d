/** Dice with a fixed seed (mulberry32), so that every run measures the same city. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<Entry>(entries: readonly Entry[]): Entry {
    const entry = entries[this.below(entries.length)];
    if (entry === undefined) throw new Error('there is nothing to pick from');
    return entry;
  }

  /** A UUID, version 8 as the ids of the office are. */
  id(): string {
    const [one, two, three, four] = [this.hex(), this.hex(), this.hex(), this.hex()];
    return (
      `${one}-${two.slice(0, 4)}-8${two.slice(5)}-` +
      `a${three.slice(1, 4)}-${three.slice(4)}${four}`
    );
  }

  private hex(): string {
    return this.bits().toString(16).padStart(8, '0');
  }

  private bits(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

/** Draws entries as often as their weights say. */
export class WeightedChoice<Entry> {
  private readonly entries: readonly Entry[];
  private readonly through: readonly number[];

  constructor(entries: readonly Entry[], weightOf: (entry: Entry, at: number) => number) {
    let sum = 0;
    this.entries = entries;
    this.through = entries.map((entry, at) => (sum += weightOf(entry, at)));
  }

  draw(random: Random): Entry {
    const drawn = random.next() * (this.through.at(-1) ?? 0);
    let low = 0;
    let high = this.through.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.through[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    const entry = this.entries[low];
    if (entry === undefined) throw new Error('there is nothing to draw from');
    return entry;
  }
}
