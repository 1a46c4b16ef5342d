import type { ProjectionLease } from '../lease';

/**
 * Held by the first to ask within this process. A SQLite file has one process that projects; a second
 * one is not kept out, and finds the checkpoint moved.
 */
export class SqliteLease implements ProjectionLease {
  held = false;

  constructor(
    private readonly name: string,
    private readonly taken: Set<string>,
  ) {}

  async acquire(): Promise<boolean> {
    if (this.held || this.taken.has(this.name)) return this.held;
    this.taken.add(this.name);
    this.held = true;
    return true;
  }

  async release(): Promise<void> {
    if (this.held) this.taken.delete(this.name);
    this.held = false;
  }

  onLost(): void {
    // Cannot happen: it dies with the process.
  }
}
