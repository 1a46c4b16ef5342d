import { Metadata, status } from '@grpc/grpc-js';
import type { StreamIdentifier } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import type { ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';

import type { LoggedEvent } from './memory-log';
import type { Refusal, ServerNode } from './node';

type Options = ReadReq.Options;

/** True for the events that a read wants. */
export type Filter = (event: LoggedEvent) => boolean;

/** Why a read is refused whatever the log holds, undefined when it is not. */
export const requestRefused = (node: ServerNode, options: Options): Refusal | undefined => {
  const stream = nameOf(options.getStream()?.getStreamIdentifier());
  return node.log.deletionOf(stream) === 'hard' ? streamDeleted(stream) : invalidIn(options);
};

/** What the server demands of a request beyond its type, undefined when all is there. */
const invalidIn = (options: Options): Refusal | undefined => {
  const missing = (what: string): Refusal => ({
    code: status.INVALID_ARGUMENT,
    details: `'${what}' is a required argument`,
  });
  if (!options.hasUuidOption()) return missing('uuidOption');
  if (!options.hasCount() && !options.hasSubscription()) return missing('countOption');
  if (!options.hasStream() && !options.hasAll()) return missing('streamOption');
  if (!options.hasFilter() && !options.hasNoFilter()) return missing('filterOption');
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  if (!filter.hasMax() && !filter.hasCount()) return missing('window');
  if (!filter.hasStreamIdentifier() && !filter.hasEventType()) return missing('filter');
  const multiplier = filter.getCheckpointintervalmultiplier();
  return options.hasSubscription() && multiplier === 0 ? missing('multiplier') : undefined;
};

/**
 * Order of an event and a place in the log. Commit and prepare position of an event are the same; a
 * place behind a record, as a checkpoint has it, is a commit position with zero beside it.
 */
export const isAtOrAfter = ({ position }: LoggedEvent, place: Place): boolean =>
  position > place.commit || (position === place.commit && position >= place.prepare);

export interface Place {
  readonly commit: number;
  readonly prepare: number;
}

export const placeOf = (position: ReadReq.Options.Position): Place => ({
  commit: Number(position.getCommitPosition()),
  prepare: Number(position.getPreparePosition()),
});

const streamDeleted = (stream: string): Refusal => {
  const metadata = new Metadata();
  metadata.set('exception', 'stream-deleted');
  metadata.set('stream-name', stream);
  return {
    code: status.FAILED_PRECONDITION,
    details: `Event stream '${stream}' is deleted.`,
    metadata,
  };
};

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? Buffer.of()).toString('utf8');

export const filterOf = (options: Options): Filter => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const subject = ({ stream, type }: LoggedEvent) => (byStream === undefined ? type : stream);
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') {
    const pattern = new RegExp(regex);
    return (event) => pattern.test(subject(event));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (event) => prefixes.some((prefix) => subject(event).startsWith(prefix));
};
