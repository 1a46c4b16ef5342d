import type { Bench, BenchRun } from '../bench-run';
import type { Outcome } from '../outcome';
import { startServer, sunledger } from '../processes/sunledger';
import { median } from '../sampling';

const demoAgency = 'taishitun';
const demoYear = '2019';
const msPerSecond = 1_000;

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const dataDirectory = run.path('demo');
  await sunledger(dataDirectory, 'demo');
  const started: number[] = [];
  const reported: number[] = [];
  for (let round = 0; round < run.scale.startCount; round += 1) {
    const path = `/api/v1/reports/${demoAgency}/${demoYear}`;
    const server = await startServer(dataDirectory, path);
    await server.stop();
    started.push(server.milliseconds);
    const words = ['report', '--agency', demoAgency, '--year', demoYear, '--json'];
    reported.push(await sunledger(dataDirectory, ...words));
  }
  return [
    {
      row: 'start',
      figure: 'cold start of the embedded system to its first report over HTTP',
      unit: 's',
      measured: median(started) / msPerSecond,
      target: { atMost: 2 },
      note: 'a new process each time; the files are in the page cache',
      details: { slowestSeconds: Math.max(...started) / msPerSecond },
    },
    {
      row: 'cli-report',
      figure: 'the same report on the command line, start to end',
      unit: 's',
      measured: median(reported) / msPerSecond,
      target: { none: true },
      details: { slowestSeconds: Math.max(...reported) / msPerSecond },
    },
  ];
}

/** From nothing running to an answer. */
export const startBench: Bench = { rows: ['start', 'cli-report'], run: measure };
