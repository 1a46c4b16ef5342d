import { readdirSync, readFileSync } from 'node:fs';

const kibPerMib = 1_024;
const sampleEveryMs = 200;

/** A file of `/proc`; empty where the process has ended or the system has no such file. */
const procFile = (pid: number, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
};

/** A line of such a file, `Pss:  1234 kB`, in MiB; undefined when it is not there. */
export const mibOf = (text: string, name: string): number | undefined => {
  const [, kib] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text) ?? [];
  return kib === undefined ? undefined : Number(kib) / kibPerMib;
};

/** The parent of a process, out of `/proc/<pid>/stat`; its second field is a name in brackets. */
export const parentOf = (stat: string): number =>
  Number(/^\d+ \(.*\) \S (\d+) /s.exec(stat)?.[1] ?? Number.NaN);

const withChildren = (pid: number): readonly number[] => {
  const running = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return [pid, ...running.filter((other) => parentOf(procFile(other, 'stat')) === pid)];
};

/**
 * Memory of a process and its children in MiB, each shared page counted once: the sum of their
 * proportional shares. Undefined where the system does not tell.
 */
export const residentMib = (pid: number): number | undefined => {
  if (mibOf(procFile(pid, 'smaps_rollup'), 'Pss') === undefined) return undefined;
  const shares = withChildren(pid).map((one) => mibOf(procFile(one, 'smaps_rollup'), 'Pss') ?? 0);
  return shares.reduce((sum, share) => sum + share, 0);
};

/** The most that a running process ever held, in MiB; undefined where the system does not tell. */
export const mostHeldMib = (pid: number): number | undefined =>
  mibOf(procFile(pid, 'status'), 'VmHWM');

/** Looks again and again and keeps the highest value seen. */
export class HighWater {
  private highest: number | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly look: () => number | undefined,
    everyMs = sampleEveryMs,
  ) {
    this.sample();
    this.timer = setInterval(() => this.sample(), everyMs);
    // A measurement that failed must not keep the bench running.
    this.timer.unref();
  }

  /** Ends it; undefined when nothing could ever be seen. */
  end(): number | undefined {
    this.sample();
    clearInterval(this.timer);
    return this.highest;
  }

  private sample(): void {
    const seen = this.look();
    if (seen !== undefined && seen > (this.highest ?? 0)) this.highest = seen;
  }
}
