import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openOffice } from '@sunledger/wiring';

import { demandBuild } from './killed-child';
import { storesOfRun } from './office-directory';
import { type SuiteStores, suiteStores } from './profile';
import { StartedProcess } from './started-process';

// Four processes start side by side on a loaded machine.
jest.setTimeout(180_000);

const register = (api: StartedProcess, subject: string) =>
  api.post('/api/v1/requests', {
    ...{ on: '2025-03-10', submittedOn: '2025-03-10', agency: 'sunvale' },
    ...{ channel: 'inPerson', applicantType: 'naturalPerson', lateReason: '补录' },
    personal: { name: '张三', contact: '13800000000', requestText: subject },
  });

const report = '/api/v1/reports/sunvale/2025';

/** New requests of the year are in column «total» of section 三. */
interface ReportBody {
  readonly tables: { readonly applications: Readonly<Record<string, Record<string, number>>> };
}

/** Whether the report has so many requests in all. */
const counts = (requests: number) => (text: string, status: number) => {
  if (status !== 200) return false;
  const { tables } = JSON.parse(text) as ReportBody;
  return tables.applications['newReceived']?.['total'] === requests;
};

/** As `Promise.all`, but a fault is told only when nobody is still on the way. */
async function allOrFirstFault<All extends readonly Promise<unknown>[]>(all: readonly [...All]) {
  await Promise.allSettled(all);
  return Promise.all(all);
}

describe('two API and two worker processes at once', () => {
  let directory: string;
  let stores: SuiteStores;
  let environment: Readonly<Record<string, string>>;
  let apis: readonly [StartedProcess, StartedProcess];
  let workers: readonly [StartedProcess, StartedProcess];
  let left: StartedProcess;

  const children: StartedProcess[] = [];

  const inRole = async (roles: string) => {
    const child = await StartedProcess.start({ ...environment, SUNLEDGER_ROLES: roles });
    children.push(child);
    return child;
  };

  beforeAll(async () => {
    demandBuild();
    directory = mkdtempSync(join(tmpdir(), 'sunledger-roles-'));
    stores = await suiteStores('kurrentdb');
    environment = {
      ...stores.environment,
      SUNLEDGER_DATA: join(directory, 'data'),
      // A database of its own, since other suites use the server as well.
      SUNLEDGER_JOBS_URL: `${process.env['SUNLEDGER_TEST_REDIS'] ?? ''}/9`,
    };
    // All at the same instant, over stores that are still empty.
    const [one, two, three, four] = await allOrFirstFault([
      inRole('api'),
      inRole('api'),
      inRole('worker'),
      inRole('worker'),
    ]);
    apis = [one, two];
    workers = [three, four];
    left = four;
    await Promise.all([...apis, ...workers].map((each) => each.ready()));
  });
  afterAll(async () => {
    // Whatever came up, also where one of the others did not.
    await Promise.all(children.map((each) => each.end('SIGTERM')));
    await stores.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  it('give every request of both doors a number of its own', async () => {
    const added = await apis[0].post('/api/v1/agencies', {
      ...{ on: '2025-01-02', code: 'sunvale', name: '阳光镇人民政府' },
    });
    expect(added.status).toBe(201);
    await apis[1].until('/api/v1/agencies/sunvale', (_text, status) => status === 200);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        register(place % 2 === 0 ? apis[0] : apis[1], `村庄规划 ${place}`),
      ),
    );
    const bodies = await Promise.all(
      answers.map(async (answer) => (await answer.json()) as { readonly serialNumber: string }),
    );
    const numbers = bodies.map(({ serialNumber }) => serialNumber);
    expect(numbers.sort()).toEqual(
      Array.from({ length: 20 }, (_, place) => `2025-${String(place + 1).padStart(4, '0')}`),
    );
  });

  it('answer alike at both doors', async () => {
    const [one, two] = await Promise.all(apis.map((api) => api.until(report, counts(20))));
    // They were asked one after the other; all else is the same to the letter.
    const told = (text: string) => ({ ...(JSON.parse(text) as object), knownAt: undefined });
    expect(told(two ?? '')).toEqual(told(one ?? ''));
  });

  it('go on when the first worker is killed', async () => {
    expect(await workers[0].end('SIGKILL')).toBeNull();
    for (const [place, api] of [...apis, ...apis].entries()) {
      expect((await register(api, `财政预算 ${place}`)).status).toBe(201);
    }
    await Promise.all(apis.map((api) => api.until(report, counts(24))));
  });

  it('close the year once, however many doors ask', async () => {
    const close = (api: StartedProcess) => api.post('/api/v1/agencies/sunvale/years/2025/close');
    const closed = await Promise.all([...apis, ...apis].map(close));
    expect(closed.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const answer of closed) expect(await answer.json()).toMatchObject({ openAtYearEnd: 24 });
    await withOffice(async ({ office, readModels }) => {
      const { store } = office.parts;
      const all = await store.readAll(0, { max: 10_000 });
      const carried = all.filter(({ type }) => type === 'CarriedOver');
      expect(carried).toHaveLength(24);
      expect(new Set(carried.map(({ stream }) => stream)).size).toBe(24);
      await readModels.runner.waitFor((await store.head()).position);
      const { tables, equal } = await readModels.compare();
      expect(tables.filter(({ differences }) => differences > 0)).toEqual([]);
      expect(equal).toBe(true);
    });
  });

  it('do in the worker that is left what is asked for at a door', async () => {
    const asked = await apis[0].post('/api/v1/jobs/rebuild-read-models');
    expect(asked.status).toBe(202);
    const job = asked.headers.get('location') ?? '';
    const done = await apis[1].until(job, (text) => text.includes('"state":"done"'));
    expect(JSON.parse(done)).toMatchObject({ state: 'done' });
    await Promise.all(apis.map((api) => api.until(report, counts(24))));
  });

  it('tell of a worker whether it lives and what it measures, and nothing else', async () => {
    expect((await left.get('/health/live')).status).toBe(200);
    expect(await (await left.get('/metrics')).text()).toContain('sunledger_projection_lag_events');
    expect((await left.get('/api/v1/requests')).status).toBe(404);
  });

  async function withOffice(use: (open: Awaited<ReturnType<typeof openOffice>>) => Promise<void>) {
    const stores = storesOfRun(join(directory, 'data'), environment);
    const open = await openOffice(stores, { role: 'follow' });
    try {
      await use(open);
    } finally {
      await open.close();
    }
  }
});
