import { feeOfNthRequest, feeOfRequest, feePerRequests, feePerVolume } from './fees';

describe('the fee per request (国办函〔2020〕109号, 按件)', () => {
  it.each([
    [10, 0],
    [11, 100],
    [30, 2000],
    [31, 2200],
    [45, 5500],
    [60, 11000],
  ])('of %i requests in one month is %i yuan', (count, yuan) =>
    expect(feePerRequests(count)).toBe(yuan),
  );

  it.each([
    [1, 0],
    [10, 0],
    [11, 100],
    [30, 100],
    [31, 200],
    [40, 200],
    [41, 300],
    [50, 300],
    [51, 400],
  ])('of the %ith request is %i yuan', (ordinal, yuan) =>
    expect(feeOfNthRequest(ordinal)).toBe(yuan),
  );

  it('of a request of several items counts each unit at its place', () => {
    // The 9th to 12th of the month: two free, two at 100.
    expect(feeOfRequest(9, 4)).toBe(200);
    // The 30th and 31st: 100 and 200.
    expect(feeOfRequest(30, 2)).toBe(300);
    expect(feeOfRequest(5)).toBe(0);
  });
});

describe('the fee per volume (按量)', () => {
  it.each([
    [0, 0],
    [30, 0],
    [31, 10],
    [68, 380],
    [100, 700],
    [101, 720],
    [200, 2700],
    [201, 2740],
    [250, 4700],
  ])('of %i pages is %i yuan', (pages, yuan) => expect(feePerVolume(pages)).toBe(yuan));
});
