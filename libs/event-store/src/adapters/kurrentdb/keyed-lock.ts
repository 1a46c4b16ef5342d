/** Lets one holder at a time have each key; who asks first gets it first. */
export class KeyedLock {
  private readonly last = new Map<string, Promise<void>>();

  /**
   * Resolves with the release when all keys are free. All of them are asked for at once, so two
   * holders never wait for each other.
   */
  async acquire(keys: Iterable<string>): Promise<() => void> {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const wanted = [...new Set(keys)];
    const before = wanted.flatMap((key) => this.last.get(key) ?? []);
    for (const key of wanted) this.last.set(key, held);
    await Promise.all(before);
    return () => {
      for (const key of wanted) if (this.last.get(key) === held) this.last.delete(key);
      release();
    };
  }
}
