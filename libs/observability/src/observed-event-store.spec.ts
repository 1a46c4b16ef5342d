import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EventStore, noStream, openSqliteEventStore } from '@sunledger/event-store';
import { appendOf, describeEventStore, newEvent, newEvents } from '@sunledger/event-store/testing';

import { createMetrics, type Metrics } from './metrics/metrics';
import { observedEventStore } from './observed-event-store';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-observed-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (now: () => string, metrics: Metrics): EventStore =>
  observedEventStore(openSqliteEventStore({ path: join(directory, 'log.db'), now }), metrics);

describeEventStore('observed SQLite', async (now) => {
  const metrics = createMetrics({ processDefaults: false });
  let store = open(now, metrics);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open(now, metrics);
      return store;
    },
    close: () => store.close(),
  };
});

describe('an observed store', () => {
  let metrics: Metrics;
  let store: EventStore;
  beforeEach(() => {
    metrics = createMetrics({ processDefaults: false });
    store = open(() => '2026-03-02T01:00:00.000Z', metrics);
  });
  afterEach(() => store.close());

  const counted = async (name: string) =>
    (await metrics.scrape()).text
      .split('\n')
      .filter((line) => line.startsWith(name))
      .sort();

  it('counts what was added by type, and what was sent again not at all', async () => {
    const events = [...newEvents(2), newEvent({ type: 'RequestDisposed' })];
    const append = appendOf('request-1', noStream, ...events);
    await store.append(append);
    await store.append(append);
    expect(await counted('sunledger_events_appended_total')).toEqual([
      'sunledger_events_appended_total{type="RequestDisposed"} 1',
      'sunledger_events_appended_total{type="RequestReceived"} 2',
    ]);
    expect(await counted('sunledger_append_duration_seconds_count')).toEqual([
      'sunledger_append_duration_seconds_count 2',
    ]);
  });

  it('counts nothing of what was refused', async () => {
    const append = appendOf('request-1', 7, newEvent());
    await expect(store.append(append)).rejects.toThrow();
    expect(await counted('sunledger_events_appended_total')).toEqual([]);
  });

  it('reads off the events what became of reminders', async () => {
    const issued = newEvent({ type: 'RemindersIssued', data: { on: '2026-03-02', items: [1, 2] } });
    const delivered = newEvent({ type: 'ReminderDelivered', data: {} });
    const abandoned = newEvent({ type: 'ReminderDeliveryAbandoned', data: {} });
    await store.append(
      appendOf('reminders-1-2026', noStream, issued, delivered, abandoned, newEvent()),
    );
    expect(await counted('sunledger_reminders_total')).toEqual([
      'sunledger_reminders_total{outcome="abandoned"} 1',
      'sunledger_reminders_total{outcome="delivered"} 1',
      'sunledger_reminders_total{outcome="issued"} 2',
    ]);
  });
});
