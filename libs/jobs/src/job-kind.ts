import type { Static, TSchema } from '@sinclair/typebox';

/** How long to wait before the next attempt: `firstMs` after the first, then `factor` times more. */
export interface BackOff {
  readonly firstMs: number;
  readonly factor: number;
  readonly mostMs: number;
}

/**
 * One kind of job: what it is called, what it takes and gives, and how patiently it is carried out.
 * `Data` holds ids, never what they stand for: what is meant is read when the job runs.
 */
export interface JobKind<Data = unknown, Result = unknown> {
  /** Kebab-case and durable: it stands in the record of jobs. */
  readonly name: string;
  /** What a clerk reads, in Chinese. */
  readonly title: string;
  readonly data: TSchema & { readonly static: Data };
  readonly result: TSchema & { readonly static: Result };
  /** Attempts before the job is given up (`dead`); a worker that died in one has used it. */
  readonly attempts: number;
  readonly backOff: BackOff;
  /** How long one attempt may take; its signal is aborted then. */
  readonly timeoutMs: number;
  /** How long a worker that says nothing keeps the job; it speaks up three times in this. */
  readonly leaseMs: number;
  /** Jobs of this kind at a time in one worker. */
  readonly concurrency: number;
  /** Days for which an ended job is kept to be looked at; a dead one is kept until decided on. */
  readonly keepForDays: number;
}

type Definition<Data extends TSchema, Result extends TSchema> = Omit<JobKind, 'data' | 'result'> & {
  readonly data: Data;
  readonly result: Result;
};

/** A kind of job whose types follow from its schemas. */
export const defineJobKind = <Data extends TSchema, Result extends TSchema>(
  definition: Definition<Data, Result>,
): JobKind<Static<Data>, Static<Result>> => definition;

/** Milliseconds to wait after a failed attempt, counted from 1. */
export const backOffMs = ({ backOff }: JobKind, attempt: number): number =>
  Math.min(backOff.firstMs * backOff.factor ** (attempt - 1), backOff.mostMs);
