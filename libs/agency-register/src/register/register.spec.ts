import {
  carriedOverCases,
  decideRegister,
  foldRegister,
  isClosed,
  type RegisterCommand,
} from '../index';
import { givenRegister } from '../testing';

const assign = (caseId: string, serialNumber?: string): RegisterCommand => ({
  type: 'AssignSerialNumber',
  on: '2019-03-04',
  agency: 'sunvale',
  year: 2019,
  caseId,
  ...(serialNumber === undefined ? {} : { serialNumber }),
});
const close = (on: string, openCases: readonly string[]): RegisterCommand => ({
  type: 'CloseYear',
  on,
  year: 2019,
  closedBy: '经办人',
  openCases: [...openCases],
});
const code = (refused: string): unknown => expect.objectContaining({ refused });
const numbers = (commands: readonly RegisterCommand[], serialNumberPattern = '{year}-{serial:4}') =>
  givenRegister(commands, { serialNumberPattern })
    .state.serialNumbers.entries()
    .map(({ serialNumber }) => serialNumber);

describe('giving serial numbers', () => {
  it('goes on by the pattern of the office', () => {
    expect(numbers([assign('a'), assign('b')])).toEqual(['2019-0001', '2019-0002']);
    expect(numbers([assign('a')], '{agency}〔{year}〕{serial}号')).toEqual(['sunvale〔2019〕1号']);
  });

  it('says which place a number has', () => {
    expect(givenRegister([]).when(assign('a'))).toEqual([
      {
        type: 'SerialNumberAssigned',
        occurredOn: '2019-03-04',
        data: { serialNumber: '2019-0001', caseId: 'a', ordinal: 1 },
      },
    ]);
  });

  it('goes on after a number that the office gave itself', () => {
    expect(numbers([assign('a', '2019-0007'), assign('b')])).toEqual(['2019-0007', '2019-0008']);
    expect(numbers([assign('a', '信公开1号'), assign('b')])).toEqual(['信公开1号', '2019-0001']);
  });

  it('steps over a number that stands in the way', () => {
    const { state } = givenRegister([assign('a', '1号'), assign('b', '2号')]);
    const facts = { today: '2026-06-30', policy: { serialNumberPattern: '{serial}号' } };
    expect(state.highestOrdinal).toBe(0);
    expect(decideRegister(assign('c'), state, facts)).toEqual([
      expect.objectContaining({ data: { serialNumber: '3号', caseId: 'c', ordinal: 3 } }),
    ]);
  });

  it('is refused for a number that another case has, and names the case', () => {
    expect(givenRegister([assign('a', '2019-0001')]).when(assign('b', '2019-0001'))).toEqual({
      refused: 'serial-number-taken',
      facts: { serialNumber: '2019-0001', caseId: 'a' },
    });
  });

  it('is refused for a case that has one', () => {
    for (const again of [assign('a'), assign('a', '2019-0001'), assign('a', '2019-0002')]) {
      expect(givenRegister([assign('a')]).when(again)).toEqual({
        refused: 'case-already-numbered',
        facts: { caseId: 'a', serialNumber: '2019-0001' },
      });
    }
  });

  it.each(['{year}', '{year}-{serial}-{serial}', '{year}-{number}-{serial}', '{serial'])(
    'is refused by the pattern %s, unless the office gives the number',
    (serialNumberPattern) => {
      const given = givenRegister([], { serialNumberPattern });
      expect(given.when(assign('a'))).toEqual(code('serial-pattern-unusable'));
      expect(given.when(assign('a', '7号'))).toHaveLength(1);
    },
  );

  it('is refused before the year began, and for what is malformed', () => {
    expect(givenRegister([]).when({ ...assign('a'), on: '2018-12-31' })).toEqual(
      code('date-before-year'),
    );
    expect(givenRegister([]).when({ ...assign('a'), on: '2026-07-01' })).toEqual(
      code('date-in-future'),
    );
    expect(givenRegister([]).when(assign('a', ''))).toEqual(code('command-invalid'));
  });

  it('goes on after the year was closed, for what is logged late', () => {
    expect(givenRegister([close('2020-01-02', [])]).when(assign('a'))).toHaveLength(1);
  });
});

describe('closing a year', () => {
  it('notes what was open, once each and in order', () => {
    expect(givenRegister([]).when(close('2020-01-01', ['b', 'a', 'b']))).toEqual([
      {
        type: 'YearClosed',
        occurredOn: '2020-01-01',
        data: { year: 2019, closedBy: '经办人', carriedOver: ['a', 'b'] },
      },
    ]);
  });

  it('is refused on the last day of the year', () => {
    expect(givenRegister([], { today: '2019-12-31' }).when(close('2019-12-31', []))).toEqual({
      refused: 'year-not-over',
      facts: { year: 2019, today: '2019-12-31' },
    });
    expect(givenRegister([], { today: '2019-12-31' }).when(close('2020-01-01', []))).toEqual(
      code('date-in-future'),
    );
    expect(givenRegister([], { today: '2020-01-01' }).when(close('2020-01-01', []))).toHaveLength(
      1,
    );
  });

  it('again is nothing, unless a request turns out to have been open', () => {
    const closed = [close('2020-01-02', ['a'])];
    expect(givenRegister(closed).when(close('2020-01-03', ['a']))).toEqual([]);
    expect(givenRegister(closed).when(close('2020-01-03', []))).toEqual([]);
    expect(givenRegister(closed).when(close('2020-01-03', ['a', 'b']))).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ carriedOver: ['b'] }) }),
    ]);
  });

  it('is an act even when nothing was open', () => {
    const { state } = givenRegister([close('2020-01-02', [])]);
    expect(isClosed(state)).toBe(true);
    expect(carriedOverCases(state).size).toBe(0);
    expect(isClosed(foldRegister([]))).toBe(false);
  });
});
