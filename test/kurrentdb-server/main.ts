import { createServer } from 'node:http';

import type { Faults } from './faults';
import { ProtocolServer } from './protocol-server';

/**
 * The protocol test server as a process of its own:
 * `node test/kurrentdb-server/dist/main.js [--port n] [--file log.jsonl]`.
 * Prints one line of JSON with the connection string and the address of its controls:
 * `POST /faults` with some of the faults as JSON, `POST /cut`, `POST /shut`, `POST /open`,
 * `GET /length`.
 */
const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
};

async function main(): Promise<void> {
  const [port, file] = [argument('--port'), argument('--file')];
  const server = await ProtocolServer.start({
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(file === undefined ? {} : { file }),
  });
  const control = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      obey(server, `${request.method} ${request.url}`, body).then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => response.writeHead(400).end(String(error)),
      );
    });
  });
  control.listen(0, '127.0.0.1', () => {
    const address = control.address();
    const controlPort = typeof address === 'object' ? address?.port : undefined;
    const line = { url: server.url, control: `http://127.0.0.1:${controlPort}` };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      control.close();
      void server.stop().then(() => process.exit(0));
    });
  }
}

async function obey(server: ProtocolServer, order: string, body: string): Promise<object> {
  switch (order) {
    case 'POST /faults':
      Object.assign(server.faults, JSON.parse(body) as Partial<Faults>);
      return server.faults;
    case 'POST /cut':
      server.door.cut();
      return {};
    case 'POST /shut':
      await server.door.shut();
      return {};
    case 'POST /open':
      await server.door.open();
      return {};
    case 'GET /length':
      return { length: server.log.events.filter(({ stream }) => !stream.startsWith('$')).length };
  }
  throw new Error(`unknown order ${order}`);
}

void main();
