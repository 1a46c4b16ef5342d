import { setTimeout as sleep } from 'node:timers/promises';

import type { StoredEvent, Subscription } from '@sunledger/event-store';
import { type ProjectionLease, WriteQueue } from '@sunledger/persistence';

import {
  CheckpointMoved,
  checkpointName,
  demandTablesOf,
  firstCheckpoint,
  ProjectionSuperseded,
  ReadModelsInUse,
  servingCheckpoints,
} from './checkpoint';
import { CheckpointWatch } from './checkpoint-watch';
import { type Comparison, compareReadModels } from './compare';
import { lookDelayMs, restartDelayMs, stalledMs, standbyDelayMs, waitTimeoutMs } from './delays';
import { gatherMsAfter } from './gathering';
import { PositionWaiters, ProjectionBehind } from './position-waiters';
import { Projector } from './projector';
import { rebuildReadModels } from './rebuild';
import type { ProjectionRunnerOptions } from './runner-options';
import type { OnProgress } from './shadow-projection';

/** Events read and projected at a time while catching up. */
export const catchUpBatchSize = 2_000;

/** With nothing projected yet, a log longer than this is built in one go and indexed at the end. */
export const firstBuildEventCount = 20_000;

/**
 * Keeps the read models up with the log: in one go (`catchUp`) or live (`start`). Tables made under
 * another policy, calendar or version go on serving until a rebuild has taken their place.
 */
export class ProjectionRunner {
  private readonly name: string;
  private readonly projector: Projector;
  private readonly waiters = new PositionWaiters();
  private readonly watch: CheckpointWatch;
  private readonly lease: ProjectionLease;
  private readonly catchingUp = new WriteQueue();
  private subscription: Subscription | undefined;
  private nextAttempt: NodeJS.Timeout | undefined;
  private live = false;
  /** Whether this process, while live, has seen tables of its own making serve. */
  private served = false;
  private superseded = false;
  private hadFault = false;

  constructor(private readonly options: ProjectionRunnerOptions) {
    const { database, policy, calendar } = options;
    this.name = checkpointName(policy, calendar);
    this.projector = new Projector(options, { checkpoint: this.name, tableOf: ({ name }) => name });
    this.lease = database.lease('projection');
    this.lease.onLost(() => this.recover(new Error('the lease of the projection was lost')));
    this.watch = new CheckpointWatch(database, {
      reached: (position) => this.waiters.reached(position),
      wanted: () => this.waiters.anybody && !this.projects,
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  /** Whether this process is the one that keeps the tables up with the log. */
  get projects(): boolean {
    return this.live && this.lease.held;
  }

  /** Whether tables of another making serve, so that this process has stepped aside for good. */
  get isSuperseded(): boolean {
    return this.superseded;
  }

  /** @throws ReadModelsInUse where another process keeps up tables of another making. */
  async demandReplaceable(): Promise<void> {
    if (!this.projects) await demandTablesOf(this.options.database, this.name);
  }

  /**
   * Projects up to the head of the log and stops; answers with the position reached. While another
   * process projects, or where this one only follows, it waits until that one has come so far.
   * @throws ProjectionBehind when nobody gets on.
   */
  catchUp(onProgress?: OnProgress): Promise<number> {
    return this.catchingUp.run(async () => {
      let progressAt = Date.now();
      for (let reached = -1; ; await sleep(lookDelayMs)) {
        const done = await this.tryToProject(onProgress);
        if (done !== undefined) return done;
        const [position, head] = [await this.watch.look(), await this.options.store.head()];
        onProgress?.({ position, head: head.position });
        if (position >= head.position) return position;
        if (position > reached) progressAt = Date.now();
        else if (Date.now() - progressAt > stalledMs) {
          throw new ProjectionBehind(head.position, 'nobody projects');
        }
        reached = position;
      }
    });
  }

  /**
   * Catches up, then follows the log until `stop`. Where another process projects, or this one only
   * follows, it resolves at once and stands by.
   */
  async start(): Promise<void> {
    if (this.live) return;
    this.live = true;
    try {
      await this.watch.start();
      if (!(await this.lead())) this.tryAgainIn(standbyDelayMs);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.live = false;
    clearTimeout(this.nextAttempt);
    this.watch.stop();
    this.waiters.endRest();
    await this.endSubscription();
    await this.lease.release();
    this.waiters.giveUp('the projection was stopped');
  }

  /** Where the log has been projected to. */
  position(): Promise<number> {
    return this.projects ? this.projector.position() : this.watch.look();
  }

  /**
   * Resolves when everything up to a position can be read, so that a writer reads what it wrote.
   * A runner that is not live catches up first, unless it only follows.
   * @throws ProjectionBehind when that takes longer than `timeoutMs`.
   */
  async waitFor(position: number, timeoutMs = waitTimeoutMs): Promise<void> {
    if (!this.live && this.options.role !== 'follow') await this.catchUp();
    else if (!this.live) await this.watch.start();
    if ((await this.position()) >= position) return;
    if (!this.projects) this.waiters.forget();
    await this.waiters.until(position, timeoutMs);
  }

  /**
   * Builds everything anew from the first event while the present tables serve; whoever projects
   * goes on from there.
   * @throws RebuildUnderWay
   */
  async rebuild({ onProgress }: { readonly onProgress?: OnProgress } = {}): Promise<number> {
    const position = await rebuildReadModels(this.options, this.name, onProgress);
    this.superseded = false;
    this.projector.forget();
    this.waiters.reached(position);
    return position;
  }

  /**
   * Builds everything anew beside the present tables and compares the two, changing nothing.
   * @throws ReadModelsOutdated, RebuildUnderWay
   */
  compare({ onProgress }: { readonly onProgress?: OnProgress } = {}): Promise<Comparison> {
    return compareReadModels(this.options, this.name, onProgress);
  }

  /** Projects to the head when this process may; undefined when another one does. */
  private async tryToProject(onProgress?: OnProgress): Promise<number | undefined> {
    if (this.options.role === 'follow' || !(await this.lease.acquire())) return undefined;
    try {
      return await this.projectToHead(onProgress);
    } finally {
      if (!this.live) await this.lease.release();
    }
  }

  private async projectToHead(onProgress?: OnProgress): Promise<number> {
    const { store } = this.options;
    await this.prepare(onProgress);
    const head = (await store.head()).position;
    let position = await this.projector.position();
    for (;;) {
      const events = await store.readAll(position, { max: catchUpBatchSize });
      if (events.length === 0) return position;
      position = await this.project(events);
      onProgress?.({ position, head });
    }
  }

  private async projectGroup(events: readonly StoredEvent[]): Promise<void> {
    const startedAt = performance.now();
    await this.project(events);
    const gatherMs = gatherMsAfter(events.length, performance.now() - startedAt);
    if (this.live && gatherMs > 0) await this.waiters.rest(gatherMs);
  }

  private async project(events: readonly StoredEvent[]): Promise<number> {
    try {
      const position = await this.projector.project(events);
      this.waiters.reached(position);
      return position;
    } catch (error) {
      this.projector.forget();
      if (!(error instanceof CheckpointMoved)) throw error;
      // Another process was here, perhaps with a rebuild: go on from where it got to.
      await this.prepare();
      return this.projector.project(events);
    }
  }

  private async prepare(onProgress?: OnProgress): Promise<void> {
    const { database, store } = this.options;
    const serving = await servingCheckpoints(database);
    const own = serving.find(({ name }) => name === this.name);
    if (own === undefined && serving.length === 0) {
      await database.write((transaction) => firstCheckpoint(transaction, this.name));
    }
    const unbuilt = (own?.position ?? 0) === 0;
    const outdated = own === undefined && serving.length > 0;
    if (outdated && this.served) {
      // Made by a newer process: this one would only undo it, and be undone in its turn.
      this.superseded = true;
      throw new ProjectionSuperseded(serving.map(({ name }) => name));
    }
    if (outdated && (await this.options.mayReplace?.()) === false) {
      throw new ReadModelsInUse(serving.map(({ name }) => name));
    }
    if (outdated || (unbuilt && (await store.head()).length > firstBuildEventCount)) {
      await this.rebuild({ onProgress });
    }
  }

  /** Takes the lead and follows the log; false when another process has it. */
  private async lead(): Promise<boolean> {
    const { role, store } = this.options;
    if (role === 'follow' || this.superseded) return false;
    if (!(await this.lease.acquire())) {
      this.served ||= await this.ownTablesServe();
      return false;
    }
    // The database may have been dropped and made anew under a process that runs.
    if (this.hadFault) await this.options.database.bringUpToDate();
    this.hadFault = false;
    this.projector.forget();
    const after = await this.catchingUp.run(() => this.projectToHead());
    if (!this.projects) return false;
    this.served = true;
    this.subscription = store.subscribe({
      after,
      onEvents: (events) => this.projectGroup(events),
      onError: (error) => this.recover(error),
    });
    return true;
  }

  private async ownTablesServe(): Promise<boolean> {
    return (await servingCheckpoints(this.options.database)).some(({ name }) => name === this.name);
  }

  private recover(error: Error): void {
    this.options.onFault?.(error);
    this.hadFault = true;
    this.projector.forget();
    this.waiters.forget();
    if (!this.live) return;
    void this.endSubscription();
    // Whoever stands by need not wait until this process has found out what is wrong with it.
    if (this.superseded) void this.lease.release();
    this.tryAgainIn(restartDelayMs);
  }

  private tryAgainIn(milliseconds: number): void {
    clearTimeout(this.nextAttempt);
    if (!this.live || this.options.role === 'follow') return;
    this.nextAttempt = setTimeout(() => {
      this.lead().then(
        (leads) => {
          if (!leads) this.tryAgainIn(standbyDelayMs);
        },
        (error: unknown) => {
          this.recover(error instanceof Error ? error : new Error(String(error)));
        },
      );
    }, milliseconds);
  }

  private async endSubscription(): Promise<void> {
    const { subscription } = this;
    this.subscription = undefined;
    await subscription?.stop();
  }
}
