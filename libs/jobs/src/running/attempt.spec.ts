import { handle, type Job } from '@sunledger/jobs';
import { Door, eventually, type JobPlace, openJobPlace, shortLease } from '@sunledger/jobs/testing';

jest.setTimeout(30_000);

const isDone = (job: Job | undefined) => job?.state === 'done';

describe('an attempt that ends while the database is away', () => {
  let place: JobPlace;
  beforeEach(async () => {
    place = await openJobPlace({ carrier: 'in-process', database: 'sqlite' });
  });
  afterEach(() => place.remove());

  it('is recorded when the database is back, without another attempt', async () => {
    const here = await place.open();
    const begun = new Door();
    const late = new Door();
    await here.board.work([
      handle(shortLease, async () => {
        begun.open();
        await late.passed;
        return { by: 'the first' };
      }),
    ]);
    const id = await here.board.enqueue(shortLease, { name: 'a' }, { requestedBy: 'spec' });
    await begun.passed;
    here.database.cut();
    late.open();
    await eventually(
      async () => here.remarks.map(({ event }) => event),
      (events) => events.includes('job-outcome-not-written'),
    );
    here.database.mend();
    const job = await eventually(() => here.board.find(id), isDone);
    expect(job).toMatchObject({ attempt: 1, result: { by: 'the first' } });
  });
});
