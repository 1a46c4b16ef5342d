import {
  temporaryPostgresServer,
  type TemporaryPostgresServer,
} from '@sunledger/persistence/testing';

import { OfficeUnderFault } from './office-under-fault';
import { nothingWrong } from './proof';
import { drawn, faultSeed, oneOf, roundNumbers } from './rounds';
import { heldTable, projectedTables } from './sessions';

jest.setTimeout(120_000);

describe(`PostgreSQL restarted while events flow (seed ${faultSeed})`, () => {
  let server: TemporaryPostgresServer;
  let office: OfficeUnderFault;
  beforeAll(async () => {
    server = temporaryPostgresServer();
    office = await OfficeUnderFault.open(server.url);
  });
  afterEach(() => office.restore());
  afterAll(async () => {
    await office.close();
    server.remove();
  });

  it.each(roundNumbers)('goes on where the last batch ended (%i)', async () => {
    const { clerks, sessions } = office;
    clerks.begin();
    await office.flow(10 + drawn(20));
    const leader = await sessions.leader();
    const held = await heldTable(office.readModelsUrl, oneOf(projectedTables));
    await sessions.stuck(leader.name);
    const before = clerks.registered.size;
    await server.restart('immediate');
    await held.release();
    // Nobody needs the tables to register a request.
    expect(clerks.registered.size).toBeGreaterThan(before);
    expect(await office.prove('PostgreSQL restarted')).toEqual(nothingWrong);
  });
});
