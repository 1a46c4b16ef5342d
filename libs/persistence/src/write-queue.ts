/**
 * Lets one piece of work run at a time, in the order of asking. TypeORM has one connection to a
 * SQLite file, on which two transactions that wait inside would run into each other.
 */
export class WriteQueue {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    // The next one starts whether or not this one failed; the caller gets the failure.
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything asked for so far has ended. */
  async idle(): Promise<void> {
    await this.last;
  }
}
