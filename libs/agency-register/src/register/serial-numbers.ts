interface Entry {
  readonly serialNumber: string;
  readonly caseId: string;
}

/** Grown by every collection that stands on it; each looks only at its own part. */
interface Ledger {
  readonly byNumber: Map<string, { readonly place: number; readonly entry: Entry }>;
  readonly byCase: Map<string, { readonly place: number; readonly entry: Entry }>;
}

/**
 * The serial numbers given out so far. Immutable to its users: `with` answers a new collection and
 * leaves this one as it was. A register holds tens of thousands of numbers and is folded one by
 * one, so collections share one ledger, and only a second branch off the same one copies it.
 */
export class SerialNumbers {
  static readonly none = new SerialNumbers({ byNumber: new Map(), byCase: new Map() }, 0);

  private constructor(
    private readonly ledger: Ledger,
    readonly count: number,
  ) {}

  /** The case that has a number. */
  caseOf(serialNumber: string): string | undefined {
    return this.seen(this.ledger.byNumber.get(serialNumber))?.caseId;
  }

  /** The number that a case has. */
  numberOf(caseId: string): string | undefined {
    return this.seen(this.ledger.byCase.get(caseId))?.serialNumber;
  }

  /** These numbers and one more; a number already given stays with its case. */
  with(serialNumber: string, caseId: string): SerialNumbers {
    if (this.caseOf(serialNumber) !== undefined) return this;
    const ledger = this.ledger.byNumber.size === this.count ? this.ledger : this.copied();
    const seat = { place: this.count, entry: { serialNumber, caseId } };
    ledger.byNumber.set(serialNumber, seat);
    if (this.numberOf(caseId) === undefined) ledger.byCase.set(caseId, seat);
    return new SerialNumbers(ledger, this.count + 1);
  }

  /** Every number with its case, in the order in which they were given. */
  entries(): readonly Entry[] {
    return [...this.ledger.byNumber.values()].slice(0, this.count).map(({ entry }) => entry);
  }

  private seen(seat: { readonly place: number; readonly entry: Entry } | undefined) {
    return seat !== undefined && seat.place < this.count ? seat.entry : undefined;
  }

  private copied(): Ledger {
    const own = <Key>(seats: Map<Key, { readonly place: number; readonly entry: Entry }>) =>
      new Map([...seats].filter(([, { place }]) => place < this.count));
    return { byNumber: own(this.ledger.byNumber), byCase: own(this.ledger.byCase) };
  }
}
