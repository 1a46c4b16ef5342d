import { isMet, type Outcome, type Target } from './outcome';
import { markdownTable, missedInWords } from './outcome-table';
import { interleaved, median, percentile, slowestOf, spreadOf } from './sampling';

const outcome = (measured: number, target: Target): Outcome => ({
  row: 'row',
  figure: 'a figure',
  store: 'SQLite',
  unit: 'ms',
  measured,
  yardstick: { name: 'bare', measured: 10 },
  target,
});

const lastLine = (table: string): string | undefined => table.split('\n').at(-1);

describe('a figure beside its yardstick', () => {
  it.each<[number, Target, boolean | undefined]>([
    [8, { ratioAtLeast: 0.8 }, true],
    [7.9, { ratioAtLeast: 0.8 }, false],
    [15, { ratioAtMost: 1.5 }, true],
    [15.1, { ratioAtMost: 1.5 }, false],
    [50, { atMost: 50 }, true],
    [50.1, { atMost: 50 }, false],
    [50, { none: true }, undefined],
  ])('measured %d against %j', (measured, target, met) => {
    expect(isMet(outcome(measured, target))).toBe(met);
  });

  it('cannot meet a ratio without a yardstick', () => {
    const { yardstick: _none, ...alone } = outcome(8, { ratioAtLeast: 0.8 });
    expect(isMet(alone)).toBe(false);
  });

  it('stands in one row of the table', () => {
    expect(lastLine(markdownTable([outcome(12, { ratioAtMost: 1.5 })]))).toBe(
      '| a figure | SQLite | 12.0 ms | – | 10.0 ms (bare) | 1.20 × | ≤ 1.5 × | met |',
    );
  });

  it('shows what single samples were like in ms, whatever its own unit', () => {
    const rate: Outcome = {
      ...outcome(2_000, { ratioAtLeast: 0.15 }),
      unit: '/s',
      spread: { p50: 4, p95: 120 },
    };
    expect(lastLine(markdownTable([rate]))).toContain('| 2,000/s | 4.000 / 120 ms |');
  });

  it('that was not measured keeps its place in the table', () => {
    const unmeasured = {
      row: 'row',
      figure: 'a figure',
      store: 'PostgreSQL' as const,
      reason: 'no server',
    };
    expect(lastLine(markdownTable([unmeasured]))).toBe(
      '| a figure | PostgreSQL | not measured | – | – | – | – | – |',
    );
  });

  it('says what it reached where it misses, by ratio or by its own limit', () => {
    expect(missedInWords(outcome(2, { ratioAtLeast: 0.3 }))).toBe('0.20 ×, target ≥ 0.3 ×');
    expect(missedInWords(outcome(152, { atMost: 150 }))).toBe('152 ms, target ≤ 150 ms');
    expect(missedInWords(outcome(150, { atMost: 150 }))).toBeUndefined();
    expect(missedInWords(outcome(150, { none: true }))).toBeUndefined();
  });
});

describe('samples', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it('are ranked, whatever their order', () => {
    expect(percentile(hundred, 0.95)).toBe(96);
    expect(median([9, 1, 5])).toBe(5);
    expect(spreadOf(hundred)).toEqual({ p50: 51, p95: 96 });
  });

  it('of several kinds are ranked by kind', () => {
    const { kindCount, text, p95ByKind } = slowestOf({ quick: [1, 2], slow: hundred });
    expect(kindCount).toBe(2);
    expect(text).toBe('slow, p95 96.0 ms');
    expect(p95ByKind).toEqual({ slow: 96, quick: 2 });
  });

  it('are taken in turns, the warm-up left out', async () => {
    const order: string[] = [];
    const taken = { one: [100, 1, 2, 3], other: [100, 6, 5, 4] };
    const contender = (name: 'one' | 'other') => () => {
      order.push(name);
      return taken[name].shift() ?? Number.NaN;
    };
    const medians = await interleaved(3, { one: contender('one'), other: contender('other') });
    expect(medians).toEqual({ one: 2, other: 5 });
    expect(order.slice(0, 4)).toEqual(['one', 'other', 'other', 'one']);
  });
});
