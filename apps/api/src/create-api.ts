import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Office } from '@sunledger/disclosure-office';

import { ApiModule } from './api-module';
import type { Incoming, Outgoing } from './http/exchange';
import { gatekeeper } from './http/gatekeeper';
import type { TrustedProxy } from './http/trusted-proxy';
import type { Background } from './jobs/background';
import { ChangeFeed } from './log/change-feed';
import { documentOf } from './openapi/document';
import { observedRequests } from './operation/observed-requests';
import type { Operation } from './operation/operation';

/** Size of a JSON body: the longest request text and section of prose fit many times over. */
const jsonBodyMax = '1mb';

/** The application without its port. */
export async function createApi(
  office: Office,
  operation: Operation,
  proxy?: TrustedProxy,
  background: Background = {},
): Promise<NestExpressApplication> {
  const module = ApiModule.over(office, operation, background);
  const app = await NestFactory.create<NestExpressApplication>(module, {
    // Nest's own log says what routes there are; the OpenAPI document says it better.
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  app.disable('x-powered-by');
  // A tag over every body costs time and says less than the revision.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(observedRequests(operation));
  app.use(gatekeeper(proxy));
  app.useBodyParser('json', {
    limit: jsonBodyMax,
    type: ['application/json', 'application/*+json'],
  });
  let document: string | undefined;
  app.getHttpAdapter().get('/api/openapi.json', (_: Incoming, response: Outgoing) => {
    document ??= JSON.stringify(documentOf(app));
    response.type('application/json; charset=utf-8').send(document);
  });
  const feed = app.get(ChangeFeed);
  operation.metrics.read({ listeners: () => feed.listenerCount });
  return app;
}
