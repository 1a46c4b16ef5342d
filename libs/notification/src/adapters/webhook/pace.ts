/** How often somebody may be called. */
export interface Tempo {
  /** At most so many calls in any stretch of so many milliseconds. */
  readonly limits: readonly { readonly count: number; readonly inMs: number }[];
  /** How long to leave who says that this was too fast, in milliseconds. */
  readonly restMs: number;
}

/** Calls are remembered for as long as the longest stretch of any tempo. */
const rememberedMs = 60_000;

/**
 * Keeps robots from being called more often than their vendors allow: those who are become silent,
 * 钉钉 for ten minutes. It knows the calls of this process alone; what others send is told by the
 * robot's answer.
 */
export class Pace {
  private readonly calls = new Map<string, readonly number[]>();
  private readonly resting = new Map<string, number>();

  /** Whether a robot may be called now; if so, the call is counted. @param nowMs since 1970, UTC. */
  admits(robot: string, { limits }: Tempo, nowMs: number): boolean {
    this.forget(nowMs);
    if (this.resting.has(robot)) return false;
    const calls = this.calls.get(robot) ?? [];
    const full = limits.some(
      ({ count, inMs }) => calls.filter((at) => at > nowMs - inMs).length >= count,
    );
    if (full) return false;
    if (limits.length > 0) this.calls.set(robot, [...calls, nowMs]);
    return true;
  }

  /** A robot has said that it was called too often. */
  rest(robot: string, { restMs }: Tempo, nowMs: number): void {
    this.resting.set(robot, nowMs + restMs);
  }

  private forget(nowMs: number): void {
    for (const [robot, until] of this.resting) if (until <= nowMs) this.resting.delete(robot);
    for (const [robot, calls] of this.calls) {
      const recent = calls.filter((at) => at > nowMs - rememberedMs);
      if (recent.length === 0) this.calls.delete(robot);
      else this.calls.set(robot, recent);
    }
  }
}
