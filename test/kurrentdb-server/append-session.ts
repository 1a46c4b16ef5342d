import { Metadata, type sendUnaryData, type ServerReadableStream, status } from '@grpc/grpc-js';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import { NotLeaderNodeErrorDetails } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb';
import {
  AppendTransactionSizeExceededErrorDetails,
  StreamAlreadyInAppendSessionErrorDetails,
  StreamRevisionConflictErrorDetails,
  StreamTombstonedErrorDetails,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb';
import {
  type AppendRecord,
  type AppendRequest,
  AppendResponse,
  AppendSessionResponse,
  SchemaFormat,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { BinaryWriter } from 'google-protobuf';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

import { isDue } from './faults';
import { anyRevision, type Appended, type ProposedEvent, type StreamWrite } from './memory-log';
import { leads, type Refusal, type ServerNode, serverUnavailable, userRefused } from './node';

type Call = ServerReadableStream<AppendRequest, AppendSessionResponse>;

/** The server's default limits, in bytes. */
const appendSizeMax = 1_048_576;

/** What the server takes for names; a stricter reading than some of its versions. */
const names = /^[a-zA-Z0-9_.-]+$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** StreamsService.AppendSession: several streams in one transaction. */
export const appendSessionOf =
  (node: ServerNode) =>
  (call: Call, answer: sendUnaryData<AppendSessionResponse>): void => {
    const requests: AppendRequest[] = [];
    call.on('data', (request: AppendRequest) => requests.push(request));
    call.on('error', () => undefined);
    call.on('end', () => {
      // A call that was cut off ends as well, and is known for it a moment later: the half of a
      // transaction that has come is none.
      setImmediate(() => {
        if (call.cancelled) return;
        const stranger = userRefused(node, call.metadata);
        if (stranger === undefined) carryOut(node, requests, answer);
        else answer(stranger);
      });
    });
  };

function carryOut(
  node: ServerNode,
  requests: readonly AppendRequest[],
  answer: sendUnaryData<AppendSessionResponse>,
): void {
  const refusal = refused(node, requests);
  if (refusal !== undefined) {
    answer(refusal);
    return;
  }
  if (isDue(node.faults, 'cutBeforeAppend')) {
    node.door.cut();
    return;
  }
  const appended = node.log.append(requests.map(writeOf));
  if (isDue(node.faults, 'cutAfterAppend')) {
    node.door.cut();
    return;
  }
  if (isDue(node.faults, 'shutAfterAppend')) {
    void node.door.shut();
    return;
  }
  if (isDue(node.faults, 'timeOutAfterAppend')) {
    answer({ code: status.DEADLINE_EXCEEDED, details: 'Operation timed out' });
    return;
  }
  if (appended.outcome === 'deleted') answer(tombstoned(appended.stream));
  else if (appended.outcome === 'wrong-version') answer(wrongVersion(requests, appended));
  else answer(null, responseOf(requests, appended));
}

function refused(node: ServerNode, requests: readonly AppendRequest[]): Refusal | undefined {
  if (isDue(node.faults, 'unavailable')) return serverUnavailable;
  if (!leads(node)) return notLeaderNode(node);
  if (requests.length === 0) {
    return { code: status.FAILED_PRECONDITION, details: 'Append session has no requests' };
  }
  const seen = new Set<string>();
  let size = 0;
  for (const request of requests) {
    const stream = request.getStream();
    if (!names.test(stream)) return invalid(`Stream name ${stream}`);
    // The server compares names without regard to case here.
    if (seen.has(stream.toLowerCase())) return alreadyIn(stream);
    seen.add(stream.toLowerCase());
    for (const record of request.getRecordsList()) {
      if (!names.test(record.getSchema()?.getName() ?? '')) return invalid('Schema name');
      if (!uuid.test(record.getRecordId() ?? '')) return invalid('Record ID');
      size += sizeOf(record);
    }
  }
  return size > appendSizeMax ? tooBig(size) : undefined;
}

const writeOf = (request: AppendRequest): StreamWrite => ({
  stream: request.getStream(),
  expected: Number(request.getExpectedRevision() ?? anyRevision),
  events: request.getRecordsList().map(eventOf),
});

const eventOf = (record: AppendRecord): ProposedEvent => ({
  id: (record.getRecordId() ?? '').toLowerCase(),
  type: record.getSchema()?.getName() ?? '',
  isJson: record.getSchema()?.getFormat() === SchemaFormat.SCHEMA_FORMAT_JSON,
  data: Buffer.from(record.getData_asU8()),
  metadata: metadataOf(record),
});

/** What the server counts of a record: its data, its properties and the name of its schema. */
function sizeOf(record: AppendRecord): number {
  const properties = new Struct();
  for (const [key, value] of record.getPropertiesMap().entries()) {
    properties.getFieldsMap().set(key, value);
  }
  const name = Buffer.byteLength(record.getSchema()?.getName() ?? '');
  return record.getData_asU8().length + properties.serializeBinary().length + name;
}

/**
 * Properties are kept as a map and shown to the first protocol as JSON, with two of the server's own.
 * Their order is not kept; here it is turned around, so that nobody relies on it.
 */
function metadataOf(record: AppendRecord): Buffer {
  const schema = record.getSchema();
  const isJson = schema?.getFormat() === SchemaFormat.SCHEMA_FORMAT_JSON;
  const properties = [...record.getPropertiesMap().entries()]
    .map(([key, value]): readonly [string, unknown] => [key, value.toJavaScript()])
    .concat([['$schema.name', schema?.getName()]])
    .concat(isJson ? [['$schema.format', 'Json']] : [])
    .sort(([one], [other]) => (one < other ? 1 : -1));
  return Buffer.from(JSON.stringify(Object.fromEntries(properties)));
}

function responseOf(
  requests: readonly AppendRequest[],
  { revisions, position }: Extract<Appended, { revisions: unknown }>,
): AppendSessionResponse {
  const response = new AppendSessionResponse().setPosition(String(position));
  for (const [at, request] of requests.entries()) {
    const output = new AppendResponse().setStream(request.getStream());
    response.addOutput(output.setStreamRevision(String(revisions[at] ?? -1)));
  }
  return response;
}

function wrongVersion(
  requests: readonly AppendRequest[],
  { streams }: Extract<Appended, { outcome: 'wrong-version' }>,
): Refusal {
  const [first] = streams;
  const request = first === undefined ? undefined : requests[first.index];
  // Some streams were written by the same request before and some were not: no stream is named.
  if (first === undefined || request === undefined) {
    return { code: status.INTERNAL, details: 'Index was outside the bounds of the array.' };
  }
  const details = new StreamRevisionConflictErrorDetails()
    .setStream(request.getStream())
    .setExpectedRevision(request.getExpectedRevision() ?? '-2')
    .setActualRevision(String(first.actual));
  const message = `Append failed due to a revision conflict on stream '${request.getStream()}'.`;
  const name = 'streams.errors.StreamRevisionConflictErrorDetails';
  return detailed(status.FAILED_PRECONDITION, message, name, details.serializeBinary());
}

function tombstoned(stream: string): Refusal {
  const details = new StreamTombstonedErrorDetails().setStream(stream);
  const name = 'streams.errors.StreamTombstonedErrorDetails';
  const message = `Stream '${stream}' has been tombstoned.`;
  return detailed(status.FAILED_PRECONDITION, message, name, details.serializeBinary());
}

function notLeaderNode({ cluster }: ServerNode): Refusal {
  const info = new NotLeaderNodeErrorDetails.NodeInfo()
    .setHost('127.0.0.1')
    .setPort(cluster.leader?.door.port ?? 0);
  const details = new NotLeaderNodeErrorDetails().setCurrentLeader(info);
  const message = 'The server is not the leader node and cannot handle the request.';
  const name = 'errors.NotLeaderNodeErrorDetails';
  return detailed(status.FAILED_PRECONDITION, message, name, details.serializeBinary());
}

function alreadyIn(stream: string): Refusal {
  const details = new StreamAlreadyInAppendSessionErrorDetails().setStream(stream);
  const name = 'streams.errors.StreamAlreadyInAppendSessionErrorDetails';
  return detailed(
    status.ABORTED,
    `Stream '${stream}' is already part of this append session.`,
    name,
    details.serializeBinary(),
  );
}

function tooBig(size: number): Refusal {
  const details = new AppendTransactionSizeExceededErrorDetails()
    .setSize(size)
    .setMaxSize(appendSizeMax);
  const name = 'streams.errors.AppendTransactionSizeExceededErrorDetails';
  return detailed(
    status.ABORTED,
    'The total size of the append transaction exceeds the maximum',
    name,
    details.serializeBinary(),
  );
}

const invalid = (what: string): Refusal => ({
  code: status.INVALID_ARGUMENT,
  details: `${what} is invalid`,
});

/**
 * The newer protocol says what is wrong in messages packed into a trailer: first the reason as one
 * word, then what belongs to it. The client knows of one message, and gets the last.
 */
function detailed(code: status, message: string, name: string, details: Uint8Array): Refusal {
  const reason = new BinaryWriter();
  reason.writeString(1, name.replace(/^.*\.|ErrorDetails$/g, ''));
  const first = anyOf('google.rpc.ErrorInfo', reason.getResultBuffer());
  const second = anyOf(`kurrentdb.protocol.v2.${name}`, details);
  // Messages written one after the other are one with both their details.
  const packed = [
    new Status().setMessage(message).setDetails(first),
    new Status().setDetails(second),
  ];
  const metadata = new Metadata();
  const trailer = Buffer.concat(packed.map((one) => one.serializeBinary()));
  metadata.set('grpc-status-details-bin', trailer);
  return { code, details: message, metadata };
}

function anyOf(name: string, value: Uint8Array): Any {
  const any = new Any();
  any.setTypeUrl(`type.googleapis.com/${name}`);
  any.setValue(value);
  return any;
}
