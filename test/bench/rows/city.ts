import type { Bench, BenchRun } from '../bench-run';
import type { Figure, Row } from '../outcome';

async function measure(run: BenchRun): Promise<readonly Row[]> {
  const { eventCount, loaded } = await run.city();
  const events = eventCount.toLocaleString('en-US');
  const about: Figure = {
    row: 'city',
    figure: `import a city of ${events} events into an empty log`,
    store: 'SQLite',
  };
  const memory: Figure = {
    ...about,
    row: 'city-memory',
    figure: 'most memory resident in the import of the city',
  };
  if (loaded === undefined) {
    const reason = 'the folder named by --dir held the city already';
    return [about, memory].map((row) => ({ ...row, reason }));
  }
  return [
    {
      ...about,
      unit: '/s',
      measured: eventCount / loaded.appendSeconds,
      target: { none: true },
      note:
        'the log is the same file whatever the read models are kept on; hashed and durable, one ' +
        `transaction per working day of the city; ${loaded.appendSeconds.toFixed(1)} s, and ` +
        `${(loaded.seconds - loaded.appendSeconds).toFixed(1)} s for making the events, which is not counted`,
      details: { seconds: loaded.seconds, appendSeconds: loaded.appendSeconds },
    },
    { ...memory, unit: 'MiB', measured: loaded.peakMib, target: { none: true } },
  ];
}

/** 400 agencies and ten years, from a seeded generator into the log. */
export const cityBench: Bench = { rows: ['city', 'city-memory'], run: measure };
