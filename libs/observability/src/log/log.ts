import pino from 'pino';

import { currentTraceId } from '../tracing/spans';

/** From the most talkative to nothing at all. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/**
 * What a line may carry beside its event. Never what a person typed: no body, no query string, no
 * name, contact or request text.
 */
export type LogFacts = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly string[]>
>;

/** The log of a process: one JSON line per event, its name in `event`. */
export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

export interface LogOptions {
  readonly level?: LogLevel;
  /** Said in every line, e.g. the roles of the process and its version. */
  readonly always?: LogFacts;
  /** Takes each line with its end of line; standard error when left out. */
  readonly write?: (line: string) => void;
}

const standardError = 2;

/**
 * Opens the log. It goes to standard error, because standard output carries the answers of commands.
 * Lines are written one by one: what was logged before a crash has been written.
 */
export function openLog({ level = 'info', always = {}, write }: LogOptions = {}): Log {
  const logger = pino(
    {
      level,
      base: always,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const traceId = currentTraceId();
        return traceId === undefined ? {} : { traceId };
      },
    },
    write === undefined ? pino.destination({ dest: standardError, sync: true }) : { write },
  );
  return {
    debug: (event, facts = {}) => logger.debug(facts, event),
    info: (event, facts = {}) => logger.info(facts, event),
    warn: (event, facts = {}) => logger.warn(facts, event),
    error: (event, facts = {}) => logger.error(facts, event),
  };
}

/** What an error says to operators beside its message: a fixed sentence, which quotes nothing. */
export const adviceOf = (error: unknown): { readonly advice?: string } =>
  error instanceof Error && 'advice' in error && typeof error.advice === 'string'
    ? { advice: error.advice }
    : {};

/** Frames of a stack that are kept. */
const frameCountMax = 20;

/**
 * What may be logged of an error: its name, its code and where it happened. Its message is left
 * out, because a message may quote what was sent.
 */
export function errorFacts(error: unknown): LogFacts {
  const known = error instanceof Error ? error : new Error('not an error');
  const code: unknown = 'code' in known ? known.code : undefined;
  const frames = (known.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, frameCountMax)
    .map((line) => line.trim());
  return {
    error: known.name,
    ...adviceOf(known),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    frames,
    ...(known.cause instanceof Error ? { cause: known.cause.name } : {}),
  };
}
