import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { MetricReaders } from './readers';
import { Reading, type ReadingOptions } from './reading';

/** One request as it was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The template of the route, e.g. `/api/v1/requests/:caseId`; never the address itself. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** How a command ended. */
export type CommandEnd = 'done' | 'duplicate' | 'refused' | 'conflict' | 'failed';

/** What was appended: how many events of which type. */
export interface AppendedEvents {
  readonly type: string;
  readonly count: number;
}

/** What became of reminders. */
export type ReminderEnd = 'issued' | 'delivered' | 'abandoned';

/** The counters of a process and what it reads when it is scraped. */
export interface Metrics {
  answered(request: AnsweredRequest): void;
  command(name: string, end: CommandEnd, seconds: number): void;
  appended(events: readonly AppendedEvents[], seconds: number): void;
  reminders(end: ReminderEnd, count: number): void;
  /** Adds what can be read; a reader that is named again takes the place of the one before. */
  read(readers: MetricReaders): void;
  /** Everything in the text format of Prometheus, with its content type. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface MetricsOptions extends ReadingOptions {
  /** Said of every metric, e.g. the version and the roles of the process. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Memory, processor, event loop and garbage collection of the process; true when left out. */
  readonly processDefaults?: boolean;
}

/** From a cached answer to a report of a city, in seconds. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** From a group commit to a distant cluster, in seconds. */
const appendBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** The metrics of one process, in a registry of their own. */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  const { labels = {}, processDefaults = true } = options;
  const register = new Registry();
  register.setDefaultLabels({ ...labels });
  if (processDefaults) collectDefaultMetrics({ register });
  const http = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: requestBuckets,
    registers: [register],
  });
  const commands = new Histogram({
    name: 'sunledger_command_duration_seconds',
    help: 'Commands by name and outcome: done, duplicate, refused, conflict, failed',
    labelNames: ['command', 'outcome'],
    buckets: requestBuckets,
    registers: [register],
  });
  const appends = new Histogram({
    name: 'sunledger_append_duration_seconds',
    help: 'Time until an append was durable',
    buckets: appendBuckets,
    registers: [register],
  });
  const events = new Counter({
    name: 'sunledger_events_appended_total',
    help: 'Events this process has added to the log, by type',
    labelNames: ['type'],
    registers: [register],
  });
  const reminders = new Counter({
    name: 'sunledger_reminders_total',
    help: 'Reminders by what became of them: issued, delivered, abandoned',
    labelNames: ['outcome'],
    registers: [register],
  });
  const gauges = new ReadGauges(register, options);
  return {
    answered: ({ method, route, status, seconds }) =>
      http.observe({ method, route, status: String(status) }, seconds),
    command: (command, outcome, seconds) => commands.observe({ command, outcome }, seconds),
    appended: (added, seconds) => {
      appends.observe(seconds);
      for (const { type, count } of added) events.inc({ type }, count);
    },
    reminders: (outcome, count) => reminders.inc({ outcome }, count),
    read: (readers) => gauges.use(readers),
    scrape: async () => {
      await gauges.refresh();
      return { contentType: register.contentType, text: await register.metrics() };
    },
  };
}

/** The gauges that are read from the stores, each reader bounded in time and in how often. */
class ReadGauges {
  private readers: MetricReaders = {};
  private readonly readings = new Map<string, Reading>();
  private readonly gauge: (name: string, help: string, labels?: readonly string[]) => Gauge;
  private readonly up: Gauge;

  constructor(
    register: Registry,
    private readonly options: ReadingOptions,
  ) {
    this.gauge = (name, help, labels = []) =>
      new Gauge({ name, help, labelNames: [...labels], registers: [register] });
    this.up = this.gauge(
      'sunledger_metric_reader_up',
      'Whether what stands behind a group of metrics could be read for this scrape',
      ['reader'],
    );
  }

  use(added: MetricReaders): void {
    this.readers = { ...this.readers, ...added };
    if (added.lag !== undefined) this.watchLag();
    if (added.jobs !== undefined) this.watchJobs();
    if (added.duties !== undefined) this.watchDuties();
    if (added.differences !== undefined) this.watchDifferences();
    if (added.logLength !== undefined) this.watchLog();
    if (added.listeners !== undefined) this.watchListeners();
  }

  async refresh(): Promise<void> {
    await Promise.all(
      [...this.readings].map(async ([reader, reading]) =>
        this.up.set({ reader }, (await reading.refresh()) ? 1 : 0),
      ),
    );
  }

  private watch(reader: string, prepare: () => () => Promise<void>): void {
    if (this.readings.has(reader)) return;
    this.readings.set(reader, new Reading(prepare(), this.options));
  }

  private watchLag(): void {
    this.watch('lag', () => {
      const events = this.gauge(
        'sunledger_projection_lag_events',
        'Events in the log that a projection has not taken in yet',
        ['projection'],
      );
      const seconds = this.gauge(
        'sunledger_projection_lag_seconds',
        'Age of the oldest event that a projection has not taken in yet',
        ['projection'],
      );
      return async () => {
        const found = (await this.readers.lag?.()) ?? [];
        events.reset();
        seconds.reset();
        for (const { projection, ...lag } of found) {
          events.set({ projection }, lag.events);
          seconds.set({ projection }, lag.seconds);
        }
      };
    });
  }

  private watchJobs(): void {
    this.watch('jobs', () => {
      const jobs = this.gauge('sunledger_jobs', 'Jobs on record by kind and state', [
        'kind',
        'state',
      ]);
      return async () => {
        const found = (await this.readers.jobs?.()) ?? [];
        jobs.reset();
        for (const { kind, state, count } of found) jobs.set({ kind, state }, count);
      };
    });
  }

  private watchDuties(): void {
    this.watch('duties', () => {
      const duties = this.gauge('sunledger_open_duties', 'Open duties by level of urgency', [
        'level',
      ]);
      return async () => {
        const found = (await this.readers.duties?.()) ?? [];
        duties.reset();
        for (const { level, count } of found) duties.set({ level }, count);
      };
    });
  }

  private watchDifferences(): void {
    this.watch('differences', () => {
      const differences = this.gauge(
        'sunledger_read_model_differences',
        'Rows of the read models that the last comparison found otherwise than the log says',
        // Without labels a gauge would say 0 before anybody has looked.
        ['comparison'],
      );
      return async () => {
        const found = await this.readers.differences?.();
        differences.reset();
        if (found !== undefined) differences.set({ comparison: 'last' }, found);
      };
    });
  }

  private watchLog(): void {
    this.watch('log', () => {
      const length = this.gauge('sunledger_log_length_events', 'Events in the log');
      return async () => length.set((await this.readers.logLength?.()) ?? 0);
    });
  }

  private watchListeners(): void {
    this.watch('listeners', () => {
      const listeners = this.gauge(
        'sunledger_change_listeners',
        'Pages that follow the changes live',
      );
      return async () => listeners.set(this.readers.listeners?.() ?? 0);
    });
  }
}
