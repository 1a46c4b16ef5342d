import { handle } from '@sunledger/jobs';
import {
  type CarrierKind,
  crowd,
  eventually,
  type JobPlace,
  openJobPlace,
} from '@sunledger/jobs/testing';

jest.setTimeout(90_000);

const carriers: readonly CarrierKind[] = ['in-process', 'bullmq'];
/** Once while working on it; a run of dozens says how sure it is. */
const rounds = Number(process.env['SUNLEDGER_FAULT_ROUNDS'] ?? 1);
const cases = carriers.flatMap((carrier) =>
  Array.from({ length: rounds }, (_, at) => ({ carrier, at: at + 1 })),
);

describe('PostgreSQL that cuts every connection in the middle', () => {
  let place: JobPlace;
  afterEach(() => place.remove());

  const cutConnections = () =>
    place.database.read(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity ' +
        'WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );

  it.each(cases)('loses no job and completes each once: $carrier ($at)', async ({ carrier }) => {
    place = await openJobPlace({ carrier, database: 'postgres' });
    const here = await place.open();
    const there = await place.open();
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      const asked = { requestedBy: 'spec' };
      ids.push(await here.board.enqueue(crowd, { name: `job ${at}` }, asked));
    }
    let begun = 0;
    let cut: Promise<unknown> | undefined;
    const work = (by: string) =>
      handle(crowd, async () => {
        begun += 1;
        if (begun === 15) cut = cutConnections();
        await new Promise((resolve) => setTimeout(resolve, 10));
        return { by };
      });
    await here.board.work([work('here')]);
    await there.board.work([work('there')]);
    await eventually(
      // Who asks at that moment is told that the database does not answer.
      () => here.board.counts().catch(() => []),
      (counts) => counts.length > 0 && counts.every(({ state }) => state === 'done'),
    );
    await cut;
    const { jobs } = await here.board.list({ limit: ids.length });
    const attempts = jobs.reduce((sum, { attempt }) => sum + attempt, 0);
    const lost = jobs.reduce((sum, one) => sum + one.attempts.length, 0);
    expect(attempts - lost).toBe(ids.length);
    expect(begun).toBeLessThanOrEqual(attempts);
  });
});
