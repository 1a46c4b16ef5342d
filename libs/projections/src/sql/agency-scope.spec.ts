import { databaseKinds } from '@sunledger/persistence/testing';
import type { ReadModels } from '@sunledger/projections';
import {
  type LoggedFact,
  OfficeLog,
  registered,
  replied,
  requestFact,
} from '@sunledger/projections/testing';

const agencies = ['A', 'B'] as const;
type Agency = (typeof agencies)[number];

/** Both have used the same numbers and know the same person, so that only the agency tells apart. */
const factsOf = (agency: Agency): readonly LoggedFact[] => {
  const [open, closed] = [`${agency}-open`, `${agency}-closed`];
  const given = (caseId: string, serialNumber: string, ordinal: number): LoggedFact => ({
    stream: `register-${agency}-2019`,
    type: 'SerialNumberAssigned',
    occurredOn: '2019-03-04',
    data: { serialNumber, caseId, ordinal },
  });
  const remedy = (type: string, data: object): LoggedFact => ({
    stream: `remedy-${agency}-remedy`,
    type,
    occurredOn: '2019-04-01',
    data: { remedyId: `${agency}-remedy`, caseId: closed, agency, ...data },
  });
  const lookup = { name: 'hash-of-li', documentNumber: 'hash-of-card' };
  return [
    given(open, '2019-0001', 1),
    registered(open, '2019-03-04', { agency, serialNumber: '2019-0001', lookup }),
    requestFact(open, 'CaseAssigned', '2019-03-05', { unit: '法制科', part: 'lead' }),
    given(closed, '2019-0002', 2),
    registered(closed, '2019-03-05', { agency, serialNumber: '2019-0002', lookup }),
    ...replied(closed, '2019-03-08'),
    remedy('ReviewFiled', {}),
    remedy('ReviewAccepted', {}),
    {
      stream: `account-${agency.toLowerCase()}`,
      type: 'AccountOpened',
      occurredOn: '2019-01-02',
      data: { accountId: agency.toLowerCase(), agency, name: `${agency} 的经办人`, role: 'clerk' },
    },
  ];
};

/** Every question that can be limited to agencies; its answer names those whose rows it holds. */
const questions: Readonly<
  Record<string, (models: ReadModels, scope: readonly string[]) => Promise<readonly string[]>>
> = {
  'the case list': async ({ caseList }, scope) => {
    const { entries, count } = await caseList.find({ agencies: scope, limit: 50 });
    expect(count).toBe(entries.length);
    return entries.map(({ agency }) => agency);
  },
  'the case list by text': async ({ caseList }, scope) => {
    const { entries } = await caseList.find({ agencies: scope, text: '2019-0001', limit: 50 });
    return entries.map(({ agency }) => agency);
  },
  'the case list by name and document': async ({ caseList }, scope) => {
    const hashes = { nameHash: 'hash-of-li', documentHash: 'hash-of-card' };
    const { entries } = await caseList.find({ agencies: scope, ...hashes, limit: 50 });
    return entries.map(({ agency }) => agency);
  },
  'the case list by unit, status and dates': async ({ caseList }, scope) => {
    const { entries } = await caseList.find({
      agencies: scope,
      assignedUnit: '法制科',
      status: ['open'],
      registerYear: 2019,
      dueThrough: '2019-12-31',
      sort: 'dueOn',
      limit: 50,
    });
    return entries.map(({ agency }) => agency);
  },
  'due dates': async ({ dueDates }, scope) =>
    (await dueDates.find({ agencies: scope, limit: 50 })).entries.map(({ agency }) => agency),
  duties: async ({ duties }, scope) => {
    const question = { agencies: scope, on: '2019-03-06', dueThrough: '2019-12-31', limit: 50 };
    return (await duties.find(question)).entries.map(({ agency }) => agency);
  },
  'serial numbers': async ({ serialNumbers }, scope) =>
    (await serialNumbers.find('2019-0001', undefined, { agencies: scope })).map(
      ({ agency }) => agency,
    ),
  'an account': async ({ accounts }, scope) => {
    const found = await Promise.all(['a', 'b'].map((id) => accounts.get(id, { agencies: scope })));
    return found.flatMap((account) => (account === undefined ? [] : [account.agency]));
  },
  'the facts of the report': async (models, scope) =>
    (await models.reportSource().listCases({ agencies: scope }, { limit: 50 })).entries.map(
      ({ agency }) => agency,
    ),
  'the facts of the report as known earlier': async (models, scope) => {
    const source = models.reportSource(await models.position());
    return (await source.listCases({ agencies: scope }, { limit: 50 })).entries.map(
      ({ agency }) => agency,
    );
  },
  'the remedies of the report': async (models, scope) =>
    (await models.reportSource().listRemedies({ agencies: scope }, { limit: 50 })).entries.map(
      ({ agency }) => agency,
    ),
  'what has changed': async (models, scope) => {
    const { before, now } = await models.changedSince(0, scope);
    expect(before).toEqual([]);
    return now.map(({ agency }) => agency);
  },
};

describe.each(databaseKinds)('rows of one agency among those of others, on %s', (kind) => {
  const office = new OfficeLog(kind);
  let models: ReadModels;
  beforeAll(async () => {
    // Interleaved, as they come in life.
    const [one, other] = [factsOf('A'), factsOf('B')];
    await office.log(...one.flatMap((fact, at) => [fact, ...other.slice(at, at + 1)]));
    ({ models } = await office.readModels());
    await models.runner.catchUp();
  });
  afterAll(() => office.remove());

  it.each(Object.keys(questions))('are all that %s answers with', async (name) => {
    const ask = questions[name];
    if (ask === undefined) throw new Error(`there is no question ${name}`);
    const [ofA, ofB] = [await ask(models, ['A']), await ask(models, ['B'])];
    expect(ofA.length).toBeGreaterThan(0);
    expect(new Set(ofA)).toEqual(new Set(['A']));
    expect(ofB).toEqual(ofA.map(() => 'B'));
    expect([...(await ask(models, ['A', 'B']))].sort()).toEqual([...ofA, ...ofB]);
    expect(await ask(models, [])).toEqual([]);
    expect(await ask(models, ['C'])).toEqual([]);
  });

  it('are all that the report counts', async () => {
    const source = models.reportSource();
    for (const agency of agencies) {
      const tally = await source.tally({ agencies: [agency] }, []);
      expect(tally).toEqual([{ cases: 2 }]);
      const [remedies] = await source.tallyRemedies({ agencies: [agency] });
      expect(remedies).toMatchObject({ remedies: 1 });
    }
    expect(await source.tally({ agencies: [] }, [])).toEqual([]);
    expect(await source.feeSums({ agencies: [] })).toMatchObject({ cases: 0 });
  });

  it('are found by a text that is the number of another agency’s reply', async () => {
    // B has replied under this number; for A it is only the beginning of a serial number.
    await office.log(
      registered('A-like', '2019-05-06', { agency: 'A', serialNumber: '答〔2019〕B-closed号-1' }),
    );
    await models.runner.catchUp();
    const text = '答〔2019〕B-closed号';
    const found = async (scope: readonly string[]) =>
      (await models.caseList.find({ agencies: scope, text, limit: 5 })).entries.map(
        ({ caseId }) => caseId,
      );
    expect(await found(['A'])).toEqual(['A-like']);
    expect(await found(['B'])).toEqual(['B-closed']);
  });
});
