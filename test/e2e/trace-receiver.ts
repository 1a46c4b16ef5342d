import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it arrived. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One field of a message in the wire format of Protocol Buffers. */
interface Field {
  readonly number: number;
  readonly bytes: Buffer;
}

/** The fields of a message; the value of a number is not told, only bytes and texts are. */
function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    if (kind === 0) varint();
    else {
      const length = kind === 1 ? 8 : kind === 5 ? 4 : varint();
      fields.push({ number, bytes: message.subarray(at, at + length) });
      at += length;
    }
  }
  return fields;
}

const inField = (message: Buffer, number: number): readonly Buffer[] =>
  fieldsOf(message)
    .filter((field) => field.number === number)
    .map(({ bytes }) => bytes);

const textIn = (message: Buffer, number: number): string =>
  inField(message, number)[0]?.toString('utf8') ?? '';

/** The numbers are those of opentelemetry/proto/trace/v1/trace.proto. */
const spansOf = (exported: Buffer): readonly ReceivedSpan[] =>
  inField(exported, 1)
    .flatMap((resourceSpans) => inField(resourceSpans, 2))
    .flatMap((scopeSpans) => inField(scopeSpans, 2))
    .map((span) => ({
      traceId: inField(span, 1)[0]?.toString('hex') ?? '',
      name: textIn(span, 5),
      attributes: Object.fromEntries(
        inField(span, 9).map((pair) => [
          textIn(pair, 1),
          inField(pair, 2).map((value) => textIn(value, 1))[0] ?? '',
        ]),
      ),
    }));

/** Takes traces by OTLP over HTTP, as a collector would. */
export async function startTraceReceiver() {
  const bodies: Buffer[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      paths.push(request.url ?? '');
      bodies.push(Buffer.concat(parts));
      response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a host and port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paths: (): readonly string[] => paths,
    spans: (): readonly ReceivedSpan[] => bodies.flatMap(spansOf),
    /** Everything that arrived, as one text. */
    everything: (): string => Buffer.concat(bodies).toString('utf8'),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
