import { brokenInvariant, foldCase, type LoggedRequestEvent } from '@sunledger/disclosure-case';
import { officeCatalogue } from '@sunledger/disclosure-office';
import type { NewEvent } from '@sunledger/event-store';
import { defaultPolicy } from '@sunledger/policy';

import { cityAgencies, cityCode } from './agencies';
import { CityLog } from './city-log';
import { courses, longCourseLength } from './courses';

const size = 8_000;

const days = [...new CityLog(size).loggedDays()];
const logged = days.flatMap(({ appends }) => appends);

const streams = new Map<string, NewEvent[]>();
for (const { stream, events } of logged) {
  streams.set(stream, [...(streams.get(stream) ?? []), ...events]);
}
const cases = [...streams].filter(([stream]) => stream.startsWith('request-'));

describe('the city of the bench', () => {
  it('has the size asked for, and 400 agencies in one tree', () => {
    expect(days.reduce((sum, { eventCount }) => sum + eventCount, 0)).toBe(size);
    const agencies = cityAgencies();
    expect(new Set(agencies.map(({ code }) => code)).size).toBe(400);
    for (const [at, { parent }] of agencies.entries()) {
      const earlier = agencies.slice(0, at).map(({ code }) => code);
      if (at > 0) expect(earlier).toContain(parent);
    }
    expect(agencies[0]?.code).toBe(cityCode);
  });

  it('is the same every time', () => {
    expect([...new CityLog(size).loggedDays()]).toEqual(days);
  });

  it('holds only facts that the office could have written', () => {
    const catalogue = officeCatalogue();
    for (const { events } of logged) {
      for (const event of events) expect(() => catalogue.demandWritable(event)).not.toThrow();
    }
  });

  it('holds only histories that can have happened', () => {
    for (const [, events] of cases) {
      const state = foldCase(events as unknown as readonly LoggedRequestEvent[]);
      expect(brokenInvariant(state, defaultPolicy)).toBeNull();
    }
  });

  it('logs in the order of the days, never before a fact happened', () => {
    const instants = days.map(({ recordedAt }) => recordedAt);
    expect(instants).toEqual([...instants].sort());
    for (const { recordedAt, appends } of days) {
      for (const { occurredOn } of appends.flatMap(({ events }) => events)) {
        expect(occurredOn <= recordedAt.slice(0, 10)).toBe(true);
      }
    }
  });

  it('has cases of the length that the bench reads', () => {
    expect(courses.map(({ steps }) => steps.length)).toContain(longCourseLength);
  });
});
