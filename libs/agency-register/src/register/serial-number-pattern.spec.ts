import { ordinalOf } from '../index';

const parts = { agency: 'sunvale', year: 2019 };

describe('the place of a serial number', () => {
  it.each([
    ['{year}-{serial:4}', '2019-0007', 7],
    ['{year}-{serial:4}', '2019-12345', 12345],
    ['{agency}〔{year}〕{serial}号', 'sunvale〔2019〕12号', 12],
  ])('is read by the pattern %s from %s', (pattern, serialNumber, ordinal) => {
    expect(ordinalOf(pattern, parts, serialNumber)).toBe(ordinal);
  });

  it.each([
    ['{year}-{serial:4}', '2019-7'],
    ['{year}-{serial:4}', '2018-0007'],
    ['{year}-{serial:4}', '2019-0000'],
    ['{year}-{serial:4}', '2019-'],
    ['{serial}号', '07号'],
    ['{serial}号', '7'],
    ['{year}', '2019'],
  ])('is none where %s did not make %s', (pattern, serialNumber) => {
    expect(ordinalOf(pattern, parts, serialNumber)).toBeUndefined();
  });
});
