import { setTimeout as sleep } from 'node:timers/promises';

import { eventually } from '@sunledger/jobs/testing';

import { OfficeUnderFault } from './office-under-fault';
import { nothingWrong } from './proof';
import { drawn, faultSeed, roundNumbers } from './rounds';

jest.setTimeout(120_000);

const fallsInARow = 3;
/** Slow enough that some events are on their way whenever the connection is cut. */
const slowReadMs = 20;

describe(`a connection to the event store that is cut (seed ${faultSeed})`, () => {
  let office: OfficeUnderFault;
  beforeAll(async () => {
    office = await OfficeUnderFault.open();
  });
  afterEach(() => office.restore());
  afterAll(() => office.close());

  it.each(roundNumbers)('in the middle of appends, and stays away for a while (%i)', async () => {
    const { clerks, events } = office;
    clerks.begin();
    for (const fault of ['cutBeforeAppend', 'cutAfterAppend', 'shutAfterAppend'] as const) {
      await office.flow(5 + drawn(10));
      events.faults[fault] = 1;
      await eventually(
        async () => events.faults[fault],
        (left) => left === 0,
      );
    }
    await sleep(100 + drawn(1_500));
    await events.door.open();
    expect(await office.prove('event store cut mid-append')).toEqual(nothingWrong);
  });

  it.each(roundNumbers)('in the middle of what a worker follows (%i)', async () => {
    const { clerks, events } = office;
    clerks.begin();
    await office.flow(10 + drawn(20));
    events.faults.readDelayMs = slowReadMs;
    for (let fall = 0; fall < fallsInARow; fall += 1) {
      await eventually(
        () => office.isBehind(),
        (behind) => behind,
      );
      events.door.cut();
      await sleep(drawn(500));
    }
    events.faults.readDelayMs = 0;
    expect(await office.prove('event store cut mid-subscription')).toEqual(nothingWrong);
  });
});
