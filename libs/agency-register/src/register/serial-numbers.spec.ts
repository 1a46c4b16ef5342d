import { SerialNumbers } from '../index';

describe('the numbers given out', () => {
  const one = SerialNumbers.none.with('1', 'a');
  const two = one.with('2', 'b');

  it('are found by number and by case', () => {
    expect(two.caseOf('2')).toBe('b');
    expect(two.numberOf('a')).toBe('1');
    expect(two.count).toBe(2);
    expect(two.entries()).toEqual([
      { serialNumber: '1', caseId: 'a' },
      { serialNumber: '2', caseId: 'b' },
    ]);
  });

  it('stay as they were when more are given', () => {
    expect(one.caseOf('2')).toBeUndefined();
    expect(one.numberOf('b')).toBeUndefined();
    expect(one.entries()).toHaveLength(1);
    expect(SerialNumbers.none.count).toBe(0);
    expect(SerialNumbers.none.caseOf('1')).toBeUndefined();
  });

  it('may go on in two ways from the same point', () => {
    const other = one.with('2', 'c');
    expect([two.caseOf('2'), other.caseOf('2')]).toEqual(['b', 'c']);
    expect([two.numberOf('c'), other.numberOf('c')]).toEqual([undefined, '2']);
    expect(other.with('3', 'd').caseOf('3')).toBe('d');
    expect(two.with('3', 'e').caseOf('3')).toBe('e');
  });

  it('leave a number with the case that had it first', () => {
    expect(one.with('1', 'z')).toBe(one);
  });
});
