import { ErrorType } from '@kurrent/kurrentdb-client';

import { EventStoreUnavailable } from '../../errors';

/**
 * What a failed call means:
 * `conflict` – a stream is not where the writer believed it;
 * `missing` – the stream does not exist;
 * `refused` – asking again changes nothing;
 * `lost` – no answer, or one that says nothing of the outcome: it may have taken effect.
 */
export type FaultKind = 'conflict' | 'missing' | 'refused' | 'lost';

const credentialsRefused =
  'the event store refuses these credentials: check user and password of the connection string, ' +
  'and that the user may read $all';
const deleted = 'a stream was deleted in the event store: restore the last backup';
const tooMuch = 'too much in one append: raise MaxAppendSize';

/** gRPC's status codes that say more than the client makes of them. */
const refusedCodes: ReadonlyMap<unknown, string> = new Map([
  [3, 'the event store refuses the request'], // INVALID_ARGUMENT
  [7, credentialsRefused], // PERMISSION_DENIED
  [8, tooMuch], // RESOURCE_EXHAUSTED: a message is longer than the server takes
  [12, 'the event store does not know the request'], // UNIMPLEMENTED
  [16, credentialsRefused], // UNAUTHENTICATED
]);
/** FAILED_PRECONDITION: from the newer protocol, this is a node that no longer leads. */
const failedPrecondition = 9;

const refusedTypes: ReadonlyMap<unknown, string> = new Map([
  [ErrorType.ACCESS_DENIED, credentialsRefused],
  [
    ErrorType.UNSUPPORTED,
    'the server cannot write two streams in one transaction: KurrentDB 25.1 or newer is needed',
  ],
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, tooMuch],
  [ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED, tooMuch],
  [ErrorType.APPEND_RECORD_SIZE_EXCEEDED, 'an event is too big: raise MaxAppendEventSize'],
  [ErrorType.STREAM_DELETED, deleted],
  [ErrorType.STREAM_TOMBSTONED, deleted],
  [ErrorType.INVALID_ARGUMENT, 'the event store refuses the request'],
]);

/** What OpenSSL and Node say when no trust comes about; the client passes it on as an outage. */
const noTrust = /certificate|altnames|self.signed|wrong version number|SSL routines/i;
const noTrustHint =
  'the event store cannot be trusted: check tls and tlsCaFile of the connection string, and that ' +
  'the certificate of the server names this host';

const fieldOf = (error: unknown, field: 'type' | 'code'): unknown =>
  typeof error === 'object' && error !== null && field in error
    ? (error as Record<string, unknown>)[field]
    : undefined;

/** What to do about a fault that stays, undefined for one that may pass. */
const hintFor = (error: unknown): string | undefined => {
  const hint = refusedTypes.get(fieldOf(error, 'type')) ?? refusedCodes.get(fieldOf(error, 'code'));
  if (hint !== undefined) return hint;
  return error instanceof Error && noTrust.test(error.message) ? noTrustHint : undefined;
};

export const kindOf = (error: unknown): FaultKind => {
  if (error instanceof EventStoreUnavailable) return 'refused';
  const type = fieldOf(error, 'type');
  if (type === ErrorType.WRONG_EXPECTED_VERSION) return 'conflict';
  if (type === ErrorType.STREAM_NOT_FOUND) return 'missing';
  return hintFor(error) === undefined ? 'lost' : 'refused';
};

/** True when the node says that another one leads. */
export const hasMoved = (error: unknown): boolean =>
  fieldOf(error, 'type') === ErrorType.NOT_LEADER || fieldOf(error, 'code') === failedPrecondition;

/** The port's error for a fault of the event store. */
export const unavailable = (operation: string, error: unknown): EventStoreUnavailable => {
  if (error instanceof EventStoreUnavailable) return error;
  const said = error instanceof Error ? error.message : String(error);
  const hint =
    hintFor(error) ??
    'the event store does not answer: check that it runs and can be reached, then try again';
  return new EventStoreUnavailable(operation, `${hint} (${said})`, { cause: error });
};

/** The log is never shortened: a stream whose first events are gone was deleted, or has a limit. */
export const streamCut = (operation: string, stream: string): EventStoreUnavailable =>
  new EventStoreUnavailable(
    operation,
    `${deleted} (${stream} lacks its first events; it may have $maxAge, $maxCount or $tb)`,
  );
