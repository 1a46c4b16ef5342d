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

/** gRPC's status codes that say more than the client makes of them. */
const refusedCodes: ReadonlySet<unknown> = new Set([
  3, // INVALID_ARGUMENT
  7, // PERMISSION_DENIED
  12, // UNIMPLEMENTED
  16, // UNAUTHENTICATED
]);
/** FAILED_PRECONDITION: from the newer protocol, this is a node that no longer leads. */
const failedPrecondition = 9;

const refusedTypes: ReadonlyMap<unknown, string> = new Map([
  [
    ErrorType.ACCESS_DENIED,
    'the event store refuses these credentials: check user and password of the connection string',
  ],
  [
    ErrorType.UNSUPPORTED,
    'the server cannot write two streams in one transaction: KurrentDB 25.1 or newer is needed',
  ],
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, 'too much in one append: raise MaxAppendSize'],
  [ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED, 'too much in one append: raise MaxAppendSize'],
  [ErrorType.APPEND_RECORD_SIZE_EXCEEDED, 'an event is too big: raise MaxAppendEventSize'],
  [ErrorType.STREAM_DELETED, 'a stream was deleted in the event store: restore the last backup'],
  [ErrorType.STREAM_TOMBSTONED, 'a stream was deleted in the event store: restore the last backup'],
  [ErrorType.INVALID_ARGUMENT, 'the event store refuses the request'],
]);

const fieldOf = (error: unknown, field: 'type' | 'code'): unknown =>
  typeof error === 'object' && error !== null && field in error
    ? (error as Record<string, unknown>)[field]
    : undefined;

export const kindOf = (error: unknown): FaultKind => {
  if (error instanceof EventStoreUnavailable) return 'refused';
  const type = fieldOf(error, 'type');
  if (type === ErrorType.WRONG_EXPECTED_VERSION) return 'conflict';
  if (type === ErrorType.STREAM_NOT_FOUND) return 'missing';
  if (refusedTypes.has(type) || refusedCodes.has(fieldOf(error, 'code'))) return 'refused';
  return 'lost';
};

/** True when the node says that another one leads. */
export const hasMoved = (error: unknown): boolean =>
  fieldOf(error, 'type') === ErrorType.NOT_LEADER || fieldOf(error, 'code') === failedPrecondition;

/** The port's error for a fault of the event store. */
export const unavailable = (operation: string, error: unknown): EventStoreUnavailable => {
  if (error instanceof EventStoreUnavailable) return error;
  const said = error instanceof Error ? error.message : String(error);
  const hint =
    refusedTypes.get(fieldOf(error, 'type')) ??
    (kindOf(error) === 'refused'
      ? 'the event store refuses the request'
      : 'the event store does not answer: check that it runs and can be reached, then try again');
  return new EventStoreUnavailable(operation, `${hint} (${said})`, { cause: error });
};
