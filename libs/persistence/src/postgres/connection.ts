import { type ClientConfig, type CustomTypesConfig, types } from 'pg';

import { codeOf, ReadModelsUnavailable, type UnavailableReason } from '../errors';

/** How long opening a connection, or waiting for a free one, may take, in ms. */
export const connectTimeoutMs = 10_000;

/** How long PostgreSQL may work on one question, in ms. */
export const statementTimeoutMs = 30_000;

/** How long a connection may lie silent before the network is asked whether it still stands. */
const keepAliveDelayMs = 10_000;

const { builtins } = types;

/** Positions, counts and sums: all of them safe integers, or something is broken. */
const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`);
  return value;
};

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, safeInteger],
  [builtins.NUMERIC, Number],
]);

/** `bigint` comes as a number, for these connections alone. */
const customTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? types.getTypeParser(oid, format),
};

/** Settings of the session, added to those that the address may hold already. */
export type SessionSettings = Readonly<Record<string, string | number>>;

const withSettings = (url: string, settings: SessionSettings): string => {
  const address = new URL(url);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const given = address.searchParams.get('options');
  address.searchParams.set('options', [given ?? '', ...options].join(' ').trim());
  return address.href;
};

/** What every connection to the database is opened with. */
export const connectionConfig = (
  url: string,
  applicationName: string,
  settings: SessionSettings,
): ClientConfig & { readonly connectionString: string } => ({
  connectionString: withSettings(url, settings),
  application_name: applicationName,
  connectionTimeoutMillis: connectTimeoutMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveDelayMs,
  types: customTypes,
});

/** Of Node, and PostgreSQL's class 08 and its words for starting, stopping, being full and not being there. */
const connectionCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[1-3]|53300|3D000)$/;

/** What the driver says without a code. */
const connectionTexts =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client was closed|Query runner already released/;

/** 57014 is a statement that PostgreSQL ended; the driver ends one when PostgreSQL is silent. */
const timeoutCode = '57014';
const timeoutText = /Query read timeout/;

const reasonOf = (error: unknown): UnavailableReason | undefined => {
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : '';
  if (code === timeoutCode || timeoutText.test(text)) return 'timeout';
  if (connectionCodes.test(code) || connectionTexts.test(text)) return 'connection';
  if (error instanceof AggregateError) return error.errors.map(reasonOf).find(Boolean);
  return undefined;
};

/** The same error, or a typed one when the database did not answer. */
export const explained = (error: unknown): unknown => {
  if (error instanceof ReadModelsUnavailable) return error;
  const reason = reasonOf(error);
  return reason === undefined ? error : new ReadModelsUnavailable(reason, { cause: error });
};

/** @throws ReadModelsUnavailable instead of what the driver says of a broken connection. */
export const explaining = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
};
