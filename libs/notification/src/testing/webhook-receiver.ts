import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A call as it arrived. */
export interface TakenCall {
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CallAnswer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the call and never answers. */
  readonly silent?: true;
}

/** A real HTTP(S) server that takes calls of webhooks and answers as it is told. */
export class WebhookReceiver {
  readonly calls: TakenCall[] = [];
  answer: (call: TakenCall) => CallAnswer = () => ({});

  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { url = '', headers } = request;
        const call = { path: url, headers, body: Buffer.concat(parts).toString() };
        this.calls.push(call);
        const { status = 200, body = '{}', headers: told = {}, silent } = this.answer(call);
        if (silent !== true) response.writeHead(status, told).end(body);
      });
    });
  }

  static async start(tls?: { readonly key: string; readonly cert: string }) {
    const server: Server = tls === undefined ? createServer() : createTlsServer({ ...tls });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new WebhookReceiver(server, tls === undefined ? 'http' : 'https');
  }

  url(path = '/hook', host = '127.0.0.1'): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.scheme}://${host}:${port}${path}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}
