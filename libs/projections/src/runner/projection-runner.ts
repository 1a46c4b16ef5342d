import type { StoredEvent, Subscription } from '@sunledger/event-store';
import type { ReadModelDatabase, WriteTransaction } from '@sunledger/persistence';

import {
  CheckpointMoved,
  checkpointName,
  rebuildSuffix,
  resetCheckpoint,
  servingCheckpoints,
} from './checkpoint';
import { PositionWaiters } from './position-waiters';
import { type ProjectionFacts, Projector } from './projector';
import { type OnProgress, rebuildReadModels } from './rebuild';

/** Events read and projected at a time while catching up. */
export const catchUpBatchSize = 2_000;

/** With nothing projected yet, a log longer than this is built in one go and indexed at the end. */
export const firstBuildEventCount = 20_000;

/** While nobody waits, a busy log is projected in groups: how long one gathers, in ms. */
const liveGatherMs = 25;

/** How long a live projection rests after a fault before it goes on from its checkpoint. */
export const restartDelayMs = 1_000;

/** How long `waitFor` waits unless told otherwise. */
export const waitTimeoutMs = 5_000;

export interface ProjectionRunnerOptions extends ProjectionFacts {
  /** Told of every fault of the live projection; it tries again by itself. */
  readonly onFault?: (error: Error) => void;
}

/**
 * Keeps the read models up with the log: in one go (`catchUp`) or live (`start`). Tables made under
 * another policy, calendar or version go on serving until a rebuild has taken their place.
 */
export class ProjectionRunner {
  private readonly name: string;
  private readonly projector: Projector;
  private readonly waiters = new PositionWaiters();
  private subscription: Subscription | undefined;
  private restart: NodeJS.Timeout | undefined;
  private live = false;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.name = checkpointName(options.policy, options.calendar);
    this.projector = new Projector(options, { checkpoint: this.name, tableOf: ({ name }) => name });
  }

  /** Projects up to the head of the log and stops; answers with the position reached. */
  async catchUp(onProgress?: OnProgress): Promise<number> {
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

  /** Catches up, then follows the log until `stop`. */
  async start(): Promise<void> {
    if (this.live) return;
    this.live = true;
    await this.catchUp();
    await this.follow();
  }

  async stop(): Promise<void> {
    this.live = false;
    clearTimeout(this.restart);
    const { subscription } = this;
    this.subscription = undefined;
    await subscription?.stop();
    this.waiters.giveUp('the projection was stopped');
  }

  /** Where the log has been projected to. */
  position(): Promise<number> {
    return this.projector.position();
  }

  /**
   * Resolves when everything up to a position can be read, so that a writer reads what it wrote.
   * A runner that does not follow the log catches up first.
   * @throws ProjectionBehind when that takes longer than `timeoutMs`.
   */
  async waitFor(position: number, timeoutMs = waitTimeoutMs): Promise<void> {
    if (!this.live) await this.catchUp();
    if ((await this.projector.position()) >= position) return;
    await this.waiters.until(position, timeoutMs);
  }

  /** Builds everything anew from the first event while the present tables serve. */
  async rebuild({ onProgress }: { readonly onProgress?: OnProgress } = {}): Promise<number> {
    const position = await rebuildReadModels(this.options, this.name, onProgress);
    this.projector.forget();
    this.waiters.reached(position);
    return position;
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
      await database.write((transaction) => begin(transaction, this.name));
    }
    const unbuilt = (own?.position ?? 0) === 0;
    const outdated = own === undefined && serving.length > 0;
    if (outdated || (unbuilt && (await store.head()).position > firstBuildEventCount)) {
      await this.rebuild({ onProgress });
    }
  }

  private async follow(): Promise<void> {
    const after = await this.projector.position();
    if (!this.live) return;
    this.subscription = this.options.store.subscribe({
      after,
      onEvents: async (events) => {
        await this.project(events);
        await this.waiters.rest(liveGatherMs);
      },
      onError: (error) => this.recover(error),
    });
  }

  private recover(error: Error): void {
    this.options.onFault?.(error);
    this.projector.forget();
    if (!this.live) return;
    this.restart = setTimeout(() => {
      this.follow().catch((again: unknown) => {
        this.recover(again instanceof Error ? again : new Error(String(again)));
      });
    }, restartDelayMs);
  }
}

const begin = async (transaction: WriteTransaction, name: string): Promise<void> => {
  const found = await transaction.query<{ name: string }>('SELECT name FROM checkpoint');
  // A first rebuild that was killed leaves its own checkpoint alone behind.
  const serving = found.filter((row) => !row.name.endsWith(rebuildSuffix));
  if (serving.length === 0) await resetCheckpoint(transaction, name);
};

/** Where the tables that serve hold to; 0 for an empty database. */
export const projectedPosition = async (
  database: Pick<ReadModelDatabase, 'read'>,
): Promise<number> =>
  (await servingCheckpoints(database)).reduce(
    (least, { position }) => Math.max(least, position),
    0,
  );
