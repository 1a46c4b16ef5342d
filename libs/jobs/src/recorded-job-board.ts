import { isRefusal, type Refusal } from '@sunledger/decider';
import { Value } from '@sinclair/typebox/value';

import type { Carrier } from './carrier';
import { type Job } from './job';
import {
  type EnqueueOptions,
  type JobBoard,
  type JobCount,
  JobDataInvalid,
  type JobPage,
  type JobQuestion,
  type JobRefusal,
  type JobSchedule,
  type JobWorker,
  type ScheduleOptions,
  type ScheduleTime,
} from './job-board';
import type { JobHandler } from './job-handler';
import type { JobKind } from './job-kind';
import type { JobRecord } from './record/job-record';
import type { ScheduleRecord } from './record/schedule-record';

/** Two handlers of one kind: which of them would run is an accident. */
export class SecondJobHandler extends Error {
  override readonly name = 'SecondJobHandler';

  constructor(readonly kind: string) {
    super(`more than one handler for jobs of kind ${kind}`);
  }
}

export interface BoardParts {
  readonly record: JobRecord;
  readonly schedules: ScheduleRecord;
  readonly carrier: Carrier;
  readonly newId: () => string;
}

/** The board over the record, with a carrier that brings jobs to workers. */
export class RecordedJobBoard implements JobBoard {
  constructor(private readonly parts: BoardParts) {}

  async enqueue<Data>(
    kind: JobKind<Data>,
    data: NoInfer<Data>,
    { dedupKey, runAfter, requestedBy }: EnqueueOptions,
  ): Promise<string> {
    demandData(kind, data);
    const { record, carrier, newId } = this.parts;
    const createdAt = record.now();
    // Instants are compared as texts, so all are written alike.
    const due = runAfter === undefined ? createdAt : new Date(runAfter).toISOString();
    const job = { id: newId(), kind: kind.name, data, dedupKey, requestedBy, createdAt };
    const { id, isNew } = await record.add({ ...job, runAfter: due });
    if (isNew) carrier.announce({ id, kind: kind.name, runAfter: due });
    return id;
  }

  async schedule<Data>(
    kind: JobKind<Data>,
    time: ScheduleTime,
    data: NoInfer<Data>,
    { name = kind.name }: ScheduleOptions = {},
  ): Promise<void> {
    demandData(kind, data);
    const { schedules, carrier } = this.parts;
    await schedules.set({ name, kind: kind.name, data, time });
    const schedule = (await schedules.list()).find((one) => one.name === name);
    if (schedule !== undefined) carrier.announceSchedule(schedule);
  }

  async unschedule(name: string): Promise<void> {
    await this.parts.schedules.remove(name);
    this.parts.carrier.withdrawSchedule(name);
  }

  schedules(): Promise<readonly JobSchedule[]> {
    return this.parts.schedules.list();
  }

  find(id: string): Promise<Job | undefined> {
    return this.parts.record.find(id);
  }

  list(question: JobQuestion): Promise<JobPage> {
    return this.parts.record.list(question);
  }

  counts(): Promise<readonly JobCount[]> {
    return this.parts.record.counts();
  }

  async retry(id: string): Promise<Job | Refusal<JobRefusal>> {
    const job = await this.parts.record.retry(id);
    if (!isRefusal(job)) {
      this.parts.carrier.announce({ id, kind: job.kind, runAfter: job.runAfter });
    }
    return job;
  }

  discard(id: string): Promise<Job | Refusal<JobRefusal>> {
    return this.parts.record.discard(id);
  }

  async cancel(id: string): Promise<Job | Refusal<JobRefusal>> {
    const job = await this.parts.record.cancel(id);
    if (!isRefusal(job)) this.parts.carrier.cancelHere(id);
    return job;
  }

  async work(handlers: readonly JobHandler[]): Promise<JobWorker> {
    const byKind = new Map<string, JobHandler>();
    for (const handler of handlers) {
      const { name } = handler.kind;
      if (byKind.has(name)) throw new SecondJobHandler(name);
      byKind.set(name, handler);
    }
    return this.parts.carrier.work(byKind);
  }

  close(): Promise<void> {
    return this.parts.carrier.close();
  }
}

function demandData(kind: JobKind, data: unknown): void {
  if (Value.Check(kind.data, data)) return;
  const [fault] = [...Value.Errors(kind.data, data)];
  throw new JobDataInvalid(kind.name, fault?.path ?? '');
}
