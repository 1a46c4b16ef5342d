import type { HashedFields } from './hashes';

/** An event exactly as stored, for proof: texts unparsed, hashes not trusted. */
export interface LogRecord extends HashedFields {
  readonly position: number;
  /** As stored, lower-case hex. */
  readonly hash: string;
  /** The largest Merkle subtree that this event completes, as stored; an export has none. */
  readonly subtree?: string;
}

/** A log to be walked from its first event to its last. */
export interface LogReader {
  records(): Iterable<LogRecord> | AsyncIterable<LogRecord>;
}
