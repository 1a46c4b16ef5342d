import {
  Metadata,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  status,
} from '@grpc/grpc-js';
import {
  AllStreamPosition,
  type StreamIdentifier,
  WrongExpectedVersion,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import {
  type AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';

import { isDue } from './faults';
import {
  anyRevision,
  type Appended,
  noStream,
  type ProposedEvent,
  streamExists,
} from './memory-log';
import {
  leads,
  notLeader,
  requiresLeader,
  type ServerNode,
  serverUnavailable,
  userRefused,
} from './node';
import { uuidText } from './read-service';

type Proposed = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** Streams.Append of the first protocol: one stream, one call. */
export const appendOf =
  (node: ServerNode) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    const requests: AppendReq[] = [];
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('error', () => undefined);
    call.on('end', () => {
      if (isDue(node.faults, 'unavailable')) {
        answer(serverUnavailable);
        return;
      }
      const stranger = userRefused(node, call.metadata);
      if (stranger !== undefined) {
        answer(stranger);
        return;
      }
      if (requiresLeader(call.metadata) && !leads(node)) {
        answer(notLeader(node));
        return;
      }
      const options = requests.find((request) => request.hasOptions())?.getOptions();
      if (options === undefined) {
        answer({ code: status.INVALID_ARGUMENT, details: 'options are missing' });
        return;
      }
      const stream = nameOf(options.getStreamIdentifier());
      const events = requests.flatMap((request) => eventOf(request.getProposedMessage()) ?? []);
      const expected = expectedOf({
        revision: options.hasRevision() ? options.getRevision() : undefined,
        noStream: options.hasNoStream(),
        exists: options.hasStreamExists(),
      });
      const appended = node.log.append([{ stream, expected, events }]);
      if (appended.outcome === 'wrong-version') answer(wrongVersion(stream, expected, appended));
      else answer(null, new AppendResp().setSuccess(successOf(appended)));
    });
  };

const successOf = ({
  revisions,
  position,
}: Exclude<Appended, { outcome: 'wrong-version' }>): AppendResp.Success =>
  new AppendResp.Success()
    .setCurrentRevision(String(revisions[0] ?? 0))
    .setPosition(
      new AppendResp.Position()
        .setCommitPosition(String(position))
        .setPreparePosition(String(position)),
    );

/** Streams.BatchAppend: many appends over one long call, told apart by their correlation ids. */
export const batchAppendOf =
  (node: ServerNode) =>
  (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const open = new Map<
      string,
      { readonly first: BatchAppendReq; readonly events: ProposedEvent[] }
    >();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      const id = uuidText(request.getCorrelationId());
      const batch = open.get(id) ?? { first: request, events: [] };
      open.set(id, batch);
      for (const message of request.getProposedMessagesList()) {
        batch.events.push(...(eventOf(message) ?? []));
      }
      if (!request.getIsFinal()) return;
      open.delete(id);
      const refusal =
        userRefused(node, call.metadata) ?? (leads(node) ? undefined : notLeader(node));
      if (refusal !== undefined) {
        call.emit('error', refusal);
        return;
      }
      call.write(answerTo(node, batch.first, batch.events));
    });
  };

function answerTo(
  node: ServerNode,
  first: BatchAppendReq,
  events: readonly ProposedEvent[],
): BatchAppendResp {
  const options = first.getOptions();
  const stream = nameOf(options?.getStreamIdentifier());
  const expected = expectedOf({
    revision: options?.hasStreamPosition() ? options.getStreamPosition() : undefined,
    noStream: options?.hasNoStream() ?? false,
    exists: options?.hasStreamExists() ?? false,
  });
  const appended = node.log.append([{ stream, expected, events }]);
  const response = new BatchAppendResp()
    .setCorrelationId(first.getCorrelationId())
    .setStreamIdentifier(options?.getStreamIdentifier());
  if (appended.outcome === 'wrong-version') {
    const details = new WrongExpectedVersion();
    const actual = appended.streams[0]?.actual ?? noStream;
    if (actual === noStream) details.setCurrentNoStream(new Empty());
    else details.setCurrentStreamRevision(String(actual));
    if (expected === noStream) details.setExpectedNoStream(new Empty());
    else if (expected === anyRevision) details.setExpectedAny(new Empty());
    else details.setExpectedStreamPosition(String(expected));
    const any = new Any();
    any.pack(details.serializeBinary(), 'event_store.client.WrongExpectedVersion');
    return response.setError(new Status().setMessage('WrongExpectedVersion').setDetails(any));
  }
  const at = String(appended.position);
  const position = new AllStreamPosition().setCommitPosition(at).setPreparePosition(at);
  return response.setSuccess(
    new BatchAppendResp.Success()
      .setCurrentRevision(String(appended.revisions[0] ?? 0))
      .setPosition(position),
  );
}

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? Buffer.of()).toString('utf8');

const expectedOf = (asked: {
  readonly revision: string | undefined;
  readonly noStream: boolean;
  readonly exists: boolean;
}): number => {
  if (asked.revision !== undefined) return Number(asked.revision);
  if (asked.noStream) return noStream;
  return asked.exists ? streamExists : anyRevision;
};

const eventOf = (message: Proposed | undefined): ProposedEvent[] | undefined => {
  if (message === undefined) return undefined;
  const metadata = message.getMetadataMap();
  return [
    {
      id: uuidText(message.getId()).toLowerCase(),
      type: metadata.get('type') ?? '',
      isJson: metadata.get('content-type') === 'application/json',
      data: Buffer.from(message.getData_asU8()),
      metadata: Buffer.from(message.getCustomMetadata_asU8()),
    },
  ];
};

const wrongVersion = (
  stream: string,
  expected: number,
  { streams }: Extract<Appended, { outcome: 'wrong-version' }>,
) => {
  const metadata = new Metadata();
  metadata.set('exception', 'wrong-expected-version');
  metadata.set('stream-name', stream);
  metadata.set('expected-version', String(expected));
  const actual = streams[0]?.actual;
  if (actual !== undefined && actual !== noStream) metadata.set('actual-version', String(actual));
  return { code: status.FAILED_PRECONDITION, details: 'WrongExpectedVersion', metadata };
};
