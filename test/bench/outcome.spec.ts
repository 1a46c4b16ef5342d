import { isMet, markdownTable, type Outcome, type Target } from './outcome';
import { interleaved, median, percentile } from './sampling';

const outcome = (measured: number, target: Target): Outcome => ({
  row: 'row',
  figure: 'a figure',
  unit: 'ms',
  measured,
  yardstick: { name: 'bare', measured: 10 },
  target,
});

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
    expect(
      markdownTable([outcome(12, { ratioAtMost: 1.5 })])
        .split('\n')
        .at(-1),
    ).toBe('| a figure | 12.0 ms | 10.0 ms (bare) | 1.20 × | ≤ 1.5 × | met |');
  });
});

describe('samples', () => {
  it('are ranked, whatever their order', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(hundred, 0.95)).toBe(96);
    expect(median([9, 1, 5])).toBe(5);
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
