import { OfficeUnderFault } from './office-under-fault';
import { nothingWrong } from './proof';
import { drawn, faultSeed, oneOf, roundNumbers } from './rounds';
import { heldTable, projectedTables } from './sessions';

jest.setTimeout(120_000);

describe(`a worker killed in the middle of a batch (seed ${faultSeed})`, () => {
  let office: OfficeUnderFault;
  beforeAll(async () => {
    office = await OfficeUnderFault.open();
  });
  afterEach(() => office.restore());
  afterAll(() => office.close());

  /** Stops whoever projects in the middle of a batch and kills it there. */
  const strike = async () => {
    office.clerks.begin();
    await office.flow(10 + drawn(20));
    const leader = await office.sessions.leader();
    const held = await heldTable(office.readModelsUrl, oneOf(projectedTables));
    await office.sessions.stuck(leader.name);
    await office.killWorker(leader.name);
    return { held, leader };
  };

  it.each(roundNumbers)('is followed by another one (%i)', async () => {
    const { held, leader } = await strike();
    await held.release();
    expect(await office.prove('worker killed mid-batch')).toEqual(nothingWrong);
    expect((await office.sessions.leader()).name).not.toBe(leader.name);
  });

  // PostgreSQL does not hear of the death of a client that it is working for.
  it.each(roundNumbers)('is followed by another one while its batch lives on (%i)', async () => {
    const { held, leader } = await strike();
    const next = await office.sessions.leader(({ name }) => name !== leader.name);
    await office.sessions.stuck(next.name);
    await held.release();
    expect(await office.prove('worker killed, its transaction lives on')).toEqual(nothingWrong);
  });
});
