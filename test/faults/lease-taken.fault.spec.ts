import { OfficeUnderFault } from './office-under-fault';
import { nothingWrong } from './proof';
import { drawn, faultSeed, oneOf, roundNumbers } from './rounds';
import { heldTable, projectedTables } from './sessions';

jest.setTimeout(120_000);

/** How often the projection goes from one worker to the other in a round. */
const changesPerRound = 3;

describe(`two workers who fight for the projection (seed ${faultSeed})`, () => {
  let office: OfficeUnderFault;
  beforeAll(async () => {
    office = await OfficeUnderFault.open();
  });
  afterEach(() => office.restore());
  afterAll(() => office.close());

  /** Takes the lease away from a worker that lives on with a batch in hand; who has it next? */
  const takeAway = async () => {
    const { sessions } = office;
    await office.flow(5 + drawn(10));
    const leader = await sessions.leader();
    const held = await heldTable(office.readModelsUrl, oneOf(projectedTables));
    await sessions.stuck(leader.name);
    await sessions.end(leader);
    const next = await sessions.leader(({ pid }) => pid !== leader.pid);
    // Now both of them have the same events in hand.
    await sessions.stuck(next.name);
    await held.release();
    return next.name !== leader.name;
  };

  it.each(roundNumbers)('project every event once between them (%i)', async () => {
    office.clerks.begin();
    for (let changes = 0; changes < changesPerRound;) changes += (await takeAway()) ? 1 : 0;
    expect(await office.prove('two workers, lease taken away')).toEqual(nothingWrong);
  });
});
