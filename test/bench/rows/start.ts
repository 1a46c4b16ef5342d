import type { Bench, BenchRun } from '../bench-run';
import type { Outcome } from '../outcome';
import { embeddedIn, startServer, sunledger } from '../processes/sunledger';
import { median } from '../sampling';

const demoAgency = 'taishitun';
const demoYear = '2019';
const msPerSecond = 1_000;

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const place = embeddedIn(run.path('demo'));
  await sunledger(place, 'demo');
  const started: number[] = [];
  const reported: number[] = [];
  for (let round = 0; round < run.scale.startCount; round += 1) {
    const path = `/api/v1/reports/${demoAgency}/${demoYear}`;
    const server = await startServer(place, path);
    await server.stop();
    started.push(server.milliseconds);
    const words = ['report', '--agency', demoAgency, '--year', demoYear, '--json'];
    reported.push((await sunledger(place, ...words)).milliseconds);
  }
  return [
    {
      row: 'start',
      figure: 'cold start of the embedded system to its first report over HTTP',
      store: 'SQLite',
      unit: 's',
      measured: median(started) / msPerSecond,
      target: { atMost: 2 },
      note: 'a new process each time; the files are in the page cache',
      details: { slowestSeconds: Math.max(...started) / msPerSecond },
    },
    {
      row: 'cli-report',
      figure: 'that report on the command line, start to end',
      store: 'SQLite',
      unit: 's',
      measured: median(reported) / msPerSecond,
      target: { none: true },
      details: { slowestSeconds: Math.max(...reported) / msPerSecond },
    },
  ];
}

/** From nothing running to an answer. */
export const startBench: Bench = { rows: ['start', 'cli-report'], run: measure };
