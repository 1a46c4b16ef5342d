import 'reflect-metadata';

import type { AddressInfo } from 'node:net';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Office } from '@sunledger/disclosure-office';

import { ApiModule } from './api-module';
import type { Incoming, Outgoing } from './http/exchange';
import { gatekeeper } from './http/gatekeeper';
import { HostNotLoopback, isLoopback } from './http/loopback';
import type { FaultLog } from './office-token';
import { documentOf } from './openapi/document';

/** Size of a JSON body: the longest request text and section of prose fit many times over. */
const jsonBodyMax = '1mb';

export interface ApiOptions {
  readonly office: Office;
  /** Loopback only until accounts exist. */
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Where unexpected faults go, one JSON line each; standard error when left out. */
  readonly log?: FaultLog;
}

export interface RunningApi {
  /** Where it listens, e.g. `http://127.0.0.1:3210`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the office over HTTP on this machine.
 * @throws HostNotLoopback for a host that others could reach.
 */
export async function startApi({
  office,
  host,
  port,
  log = (line) => void process.stderr.write(`${line}\n`),
}: ApiOptions): Promise<RunningApi> {
  if (!isLoopback(host)) throw new HostNotLoopback(host);
  const app = await createApi(office, log);
  const name = host.replace(/^\[(.*)\]$/, '$1');
  try {
    await app.listen(port, name);
  } catch (error) {
    await app.close();
    throw error;
  }
  const server = app.getHttpServer();
  // A server that listens on a host and port has an address of this form.
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${actual}`,
    close: () => app.close(),
  };
}

/** The application without its port. */
export async function createApi(office: Office, log: FaultLog): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(office, log), {
    // Nest's own log says what routes there are; the OpenAPI document says it better.
    logger: false,
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  // A tag over every body costs time and says less than the revision.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(gatekeeper);
  app.useBodyParser('json', {
    limit: jsonBodyMax,
    type: ['application/json', 'application/*+json'],
  });
  let document: string | undefined;
  app.use('/api/openapi.json', (_: Incoming, response: Outgoing) => {
    document ??= JSON.stringify(documentOf(app));
    response.type('application/json; charset=utf-8').send(document);
  });
  return app;
}
