import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createMetrics } from '@sunledger/observability';

const page = readFileSync(join(__dirname, '../../docs/guide/deploying.md'), 'utf8');

/** A metric may stand there as one of the series that a histogram is made of. */
const nameOf = (series: string): string => series.replace(/_(count|bucket|sum)$/, '');

describe('the metrics', () => {
  it('are all explained in the guide, and nothing else is', async () => {
    const metrics = createMetrics({ processDefaults: false });
    metrics.read({
      lag: async () => [],
      jobs: async () => [],
      duties: async () => [],
      logLength: async () => 0,
      listeners: () => 0,
    });
    const { text } = await metrics.scrape();
    const told = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const table = [...page.matchAll(/^\| `((?:http|sunledger)_\w+)`/gm)].map(
      ([, name = '']) => name,
    );
    expect(table.sort()).toEqual(told.sort());
    const named = [...page.matchAll(/\b((?:http_request|sunledger)_[a-z_]+)\b/g)];
    expect(named.length).toBeGreaterThan(told.length);
    for (const [, name = ''] of named) expect(told).toContain(nameOf(name));
  });
});
