import { OfficeUnderTest } from '@sunledger/disclosure-office/testing';
import { type Append, atomicEventCountMax, EventStoreUnavailable } from '@sunledger/event-store';
import { csvOf, soundRequest } from '@sunledger/ledger/testing';

jest.setTimeout(60_000);

const rowCount = 1_200;
const serialNumbers = Array.from(
  { length: rowCount },
  (_, at) => `2023-${String(at + 1).padStart(4, '0')}`,
);
const bytes = csvOf(...serialNumbers.map((登记编号) => ({ ...soundRequest, 登记编号 })));
const request = { agency: 'sunvale', source: { fileName: '台账.csv', bytes } } as const;

describe('an import of more than a store writes at once', () => {
  let under: OfficeUnderTest;
  beforeEach(async () => {
    under = await OfficeUnderTest.start('2024-01-05T02:00:00.000Z');
    await under.addAgency('sunvale', '阳光镇人民政府');
  });
  afterEach(() => under.close());

  const importing = () => under.office.importRequests(request, under.context());

  it('has no append that a store could not take in one transaction', async () => {
    const appending = jest.spyOn(under.parts.store, 'appendAll');
    expect(await importing()).toMatchObject({ imported: true, added: rowCount });
    const appends = appending.mock.calls.flatMap(([all]) => all);
    const sizes = appends.map(({ events }) => events.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(atomicEventCountMax);
    const numbers = appends.filter(({ stream }) => stream === 'register-sunvale-2023');
    expect(numbers.flatMap(({ events }) => events)).toHaveLength(rowCount);
  });

  it.each([
    ['some of the numbers', 1],
    ['all numbers and no case', 3],
    ['all numbers and some cases', 150],
  ])('is completed by the same import after %s', async (_left, written) => {
    const { store } = under.parts;
    const whole = store.appendAll.bind(store);
    jest.spyOn(store, 'appendAll').mockImplementationOnce(async (appends: readonly Append[]) => {
      // What a log on a server leaves of a call that it was asked for in several transactions.
      await whole(appends.slice(0, written));
      throw new EventStoreUnavailable('append', 'gone');
    });
    await expect(importing()).rejects.toThrow(EventStoreUnavailable);
    const left = await under.events('SerialNumberAssigned');
    expect(left.length).toBeGreaterThan(0);

    expect(await importing()).toMatchObject({ imported: true, faults: [], rows: rowCount });
    const numbers = (await under.events('SerialNumberAssigned')).map(
      ({ data }) => (data as { readonly serialNumber: string }).serialNumber,
    );
    expect(numbers.sort()).toEqual(serialNumbers);
    expect(await under.events('ApplicationRegistered')).toHaveLength(rowCount);
    expect(await importing()).toMatchObject({ added: 0, unchanged: rowCount, events: 0 });
  });
});
