'use strict';

// Traces one piece of work that appends to a log and asks PostgreSQL and Redis, as the whole system
// does. Run by tracing.e2e.spec.ts with: path of a log file, addresses of PostgreSQL and Redis.
const { startTracing } = require('../../../libs/observability/dist/tracing/main.js');

const tracing = startTracing(process.env);
const { Client } = require('pg');
const { Redis } = require('ioredis');
const { openSqliteEventStore } = require('@sunledger/event-store');
const { createMetrics, inSpan, observedEventStore, openLog } = require('@sunledger/observability');

const [path, postgres, redisUrl] = process.argv.slice(2);
const secret = '13800138000';
const event = {
  id: '6f8d1c1e-0000-4000-8000-000000000001',
  type: 'RequestReceived',
  schemaVersion: 1,
  occurredOn: '2021-03-01',
  data: { contact: secret },
  meta: { actor: 'clerk' },
};

async function work(store, client, redis, log) {
  await store.append({ stream: `request-${secret}`, events: [event], expectedRevision: -1 });
  await client.query('SELECT $1::text AS contact', [secret]);
  await client.query('SELECT $1::date', [secret]).catch(() => undefined);
  await redis.set('sunledger-traced-work', secret, 'PX', 1000);
  log.info('worked');
  throw new RangeError(secret);
}

async function main() {
  const now = () => '2021-03-01T02:00:00.000Z';
  const store = observedEventStore(openSqliteEventStore({ path, now }), createMetrics());
  const client = new Client({ connectionString: postgres });
  await client.connect();
  const redis = new Redis(redisUrl);
  const log = openLog();
  await inSpan('work', {}, () => work(store, client, redis, log)).catch(() => undefined);
  await client.end();
  redis.disconnect();
  await store.close();
  await tracing?.stop();
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
