/** What the server does wrong from now on; each counted fault goes away by itself. */
export interface Faults {
  /** Appends whose connection is cut before they take effect. */
  cutBeforeAppend: number;
  /** Appends that take effect and whose connection is cut instead of the answer. */
  cutAfterAppend: number;
  /** Appends that take effect and after which nobody is let in any more. */
  shutAfterAppend: number;
  /** Appends that take effect and are answered as if the commit had timed out. */
  timeOutAfterAppend: number;
  /** Calls of any kind that are answered with UNAVAILABLE. */
  unavailable: number;
  /** How long each event read is held back, in milliseconds. */
  readDelayMs: number;
}

export const noFaults = (): Faults => ({
  cutBeforeAppend: 0,
  cutAfterAppend: 0,
  shutAfterAppend: 0,
  timeOutAfterAppend: 0,
  unavailable: 0,
  readDelayMs: 0,
});

type CountedFault = Exclude<keyof Faults, 'readDelayMs'>;

/** True when the fault is due; uses it up once. */
export const isDue = (faults: Faults, fault: CountedFault): boolean => {
  if (faults[fault] === 0) return false;
  faults[fault] -= 1;
  return true;
};
