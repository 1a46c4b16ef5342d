/** One remark of a part that nobody is waiting for; never personal data. */
export interface JobRemark {
  readonly level: 'info' | 'warn' | 'error';
  /** Stable, kebab-case. */
  readonly event: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** Takes remarks; an exception in it would be lost. */
export type JobLog = (remark: JobRemark) => void;

export const silentJobLog: JobLog = () => undefined;
