import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type JobBoard, rebuildReadModels } from '@sunledger/jobs';
import {
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';
import { createMetrics, type Metrics, readinessOf } from '@sunledger/observability';

import { openJobs } from './open-jobs';
import { openOffice, type OpenOffice } from './open-office';
import { metricReadersOf, readyPartsOf } from './operation';
import { embeddedStores } from './profile';

describe.each(databaseKinds)('what operators are told of an office, read models on %s,', (kind) => {
  let directory: string;
  let place: TemporaryReadModels;
  let open: OpenOffice;
  let board: JobBoard;
  let metrics: Metrics;
  // Monday, 10:00 in Beijing.
  let now = '2021-03-01T02:00:00.000Z';

  const sampled = async (name: string): Promise<readonly string[]> =>
    (await metrics.scrape()).text.split('\n').filter((line) => line.startsWith(name));

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-operation-'));
    metrics = createMetrics({ processDefaults: false, readIntervalMs: 0 });
    place = await temporaryReadModels(kind);
    const readModelsUrl = place.options.type === 'postgres' ? place.options.url : '';
    const stores = { ...embeddedStores(directory), readModelsUrl };
    open = await openOffice(stores, { now: () => now, metrics });
    board = await openJobs({ jobsUrl: '' }, open);
    metrics.read(metricReadersOf({ office: open.office, board }));
    const { agencies, requests } = open.office;
    const on = '2021-03-01';
    const agency = { type: 'AddAgency', on, code: 'taiping', name: '太平镇人民政府' } as const;
    await agencies.handle('taiping', agency, { commandId: 'agency', actor: 'clerk' });
    for (const commandId of ['first', 'second']) {
      const registration = {
        ...{ on, agency: 'taiping', submittedOn: on },
        ...({ channel: 'inPerson', applicantType: 'naturalPerson' } as const),
        personal: { name: '张三丰', requestText: '2019 年度征地补偿方案' },
      };
      const outcome = await requests.register(registration, { commandId, actor: 'clerk' });
      expect(outcome).toMatchObject({ done: true });
    }
    await open.readModels.runner.waitFor((await open.log.head()).position);
  });
  afterAll(async () => {
    await board.close();
    await open.close();
    await place.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is how long the log is, what was added to it, and that nothing lags', async () => {
    const { length } = await open.log.head();
    expect(await sampled('sunledger_log_length_events')).toEqual([
      `sunledger_log_length_events ${length}`,
    ]);
    expect(await sampled('sunledger_events_appended_total{type="AgencyAdded"}')).toEqual([
      'sunledger_events_appended_total{type="AgencyAdded"} 1',
    ]);
    expect(await sampled('sunledger_projection_lag_events')).toEqual([
      'sunledger_projection_lag_events{projection="read-models"} 0',
    ]);
  });

  it('is how many duties are at each level, by the working days until they are due', async () => {
    // Twenty working days after Monday 1 March: Monday 29 March (条例 art 33).
    const levels = async (day: string) => {
      now = `${day}T02:00:00.000Z`;
      return Object.fromEntries(
        (await sampled('sunledger_open_duties')).map((line) => {
          const [, level = '', count = ''] = /level="(\w+)"\} (\d+)$/.exec(line) ?? [];
          return [level, Number(count)];
        }),
      );
    };
    expect(await levels('2021-03-29')).toMatchObject({ overdue: 0 });
    expect(await levels('2021-03-30')).toEqual({ upcoming: 0, yellow: 0, red: 0, overdue: 2 });
  });

  it('is what waits to be done, by kind and state', async () => {
    const requestedBy = 'operator';
    await board.enqueue(rebuildReadModels, {}, { requestedBy });
    expect(await sampled('sunledger_jobs')).toEqual([
      `sunledger_jobs{kind="${rebuildReadModels.name}",state="waiting"} 1`,
    ]);
  });

  it('is which part does not serve', async () => {
    const parts = readyPartsOf({ office: open.office, board });
    expect(await readinessOf(parts)).toMatchObject({ status: 'ready' });
    await open.close();
    const { status, parts: states } = await readinessOf(parts);
    expect(status).toBe('not-ready');
    expect(Object.values(states).map(({ ok }) => ok)).toEqual([false, false]);
  });
});
