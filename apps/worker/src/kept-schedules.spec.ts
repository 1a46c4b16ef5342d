import { officeSchedules, openInProcessJobs, scheduleOfficeJobs } from '@sunledger/jobs';
import { temporaryReadModels } from '@sunledger/persistence/testing';

import { restoreSchedules } from './kept-schedules';

describe('the schedules of the office', () => {
  it('come back when their database was made anew under a running worker', async () => {
    const place = await temporaryReadModels('sqlite');
    const database = await place.open();
    const board = openInProcessJobs({ database });
    const office = { agenciesToDeliver: async () => ['taiping'] };
    // What is asked of the office here is one question.
    const parts = { board, office } as unknown as Parameters<typeof restoreSchedules>[0];
    await scheduleOfficeJobs(board);
    await restoreSchedules(parts);
    expect((await board.list({ limit: 9 })).jobs).toEqual([]);
    await database.write((transaction) => transaction.execute('DELETE FROM job_schedule_1'));
    await restoreSchedules(parts);
    expect(await board.schedules()).toHaveLength(Object.keys(officeSchedules).length);
    expect((await board.list({ limit: 9 })).jobs).toMatchObject([{ kind: 'deliver-reminder' }]);
    await board.close();
    await place.remove();
  });
});
