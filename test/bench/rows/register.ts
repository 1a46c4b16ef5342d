import { join } from 'node:path';

import { today } from '@sunledger/working-days';

import type { Bench, BenchRun } from '../bench-run';
import type { Outcome } from '../outcome';
import type { ClerksAnswer, ClerksTask } from '../processes/clerks-process';
import { answerOfProcess } from '../processes/measured-process';
import { embeddedIn, startServer, sunledger } from '../processes/sunledger';
import { median, percentile, spreadOf } from '../sampling';
import { appendRates } from './append';

const script = join(__dirname, '..', 'processes', 'clerks-process.js');

const clerks = 50;
const agencies = ['bench1', 'bench2', 'bench3', 'bench4'];

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const { registrationCount } = run.scale;
  const place = embeddedIn(run.path('register'));
  for (const code of agencies) {
    await sunledger(place, 'agency', 'add', code, '--name', `甲市第${code.at(-1)}局`);
  }
  const before = await appendRates(run);
  const server = await startServer(place, '/health/ready');
  const task: ClerksTask = {
    url: server.url,
    clerks,
    registrations: registrationCount,
    warmUp: Math.ceil(registrationCount / 4),
    agencies,
    on: today(Date.now()),
  };
  const answer = await answerOfProcess<ClerksAnswer>(script, task).finally(() => server.stop());
  const after = await appendRates(run);
  const { milliseconds, latencies } = answer;
  return [
    {
      row: 'register',
      figure: `register a request over HTTP, ${clerks} clients`,
      store: 'SQLite',
      spread: spreadOf(latencies),
      unit: '/s',
      measured: (latencies.length * 1000) / milliseconds,
      yardstick: {
        name: 'durable append, 8 writers',
        measured: median([before.eightWriters, after.eightWriters]),
      },
      target: { ratioAtLeast: 0.15 },
      note:
        `p95 ${percentile(latencies, 0.95).toFixed(1)} ms; each registration appends two events to ` +
        'two streams, seals personal data with a new key and is answered after the flush; ' +
        'the clients share the machine with the server',
      details: {
        p50: median(latencies),
        p95: percentile(latencies, 0.95),
        p99: percentile(latencies, 0.99),
      },
    },
  ];
}

/** Clerks registering at once, through every layer. */
export const registerBench: Bench = { rows: ['register'], run: measure };
