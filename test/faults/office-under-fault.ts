import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually, temporaryRedisServer } from '@sunledger/jobs/testing';
import { temporaryPostgres } from '@sunledger/persistence/testing';
import { projectedPosition } from '@sunledger/projections';
import { openOffice, type OpenOffice } from '@sunledger/wiring';

import { demandBuild } from '../e2e/killed-child';
import { carriedOut, storesOfRun } from '../e2e/office-directory';
import { StartedProcess } from '../e2e/started-process';
import { ProtocolServer } from '../kurrentdb-server/protocol-server';
import { agency, Clerks } from './clerks';
import { type Proof, proofOf } from './proof';
import { recordRound } from './rounds';
import { Sessions } from './sessions';

/** What is closed at the end, the last opened first. */
type Closing = (() => unknown)[];

const named = (url: string, name: string): string => {
  const address = new URL(url);
  address.searchParams.set('application_name', name);
  return address.href;
};

const doorCount = 2;
const workerCount = 2;

/**
 * The scaled profile with two worker processes that project, and two doors in this process where
 * clerks register requests. The log is on the protocol test server, whose faults can be asked for.
 */
export class OfficeUnderFault {
  readonly clerks: Clerks;
  readonly sessions: Sessions;
  private readonly workers = new Map<string, StartedProcess>();
  private started = 0;

  private constructor(
    readonly events: ProtocolServer,
    readonly readModelsUrl: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly doors: readonly [OpenOffice, ...OpenOffice[]],
    private readonly closing: Closing,
  ) {
    this.clerks = new Clerks(doors.map(({ office }) => office));
    this.sessions = new Sessions(readModelsUrl);
  }

  /** @param postgres where the read models are to be, on the shared test server by default */
  static async open(postgres?: string): Promise<OfficeUnderFault> {
    demandBuild();
    const closing: Closing = [];
    const directory = mkdtempSync(join(tmpdir(), 'sunledger-faults-'));
    closing.push(() => rmSync(directory, { recursive: true, force: true }));
    const readModels = await temporaryPostgres(postgres);
    closing.push(() => readModels.drop());
    const keys = await temporaryPostgres();
    closing.push(() => keys.drop());
    const events = await ProtocolServer.start();
    closing.push(() => events.stop());
    // Each has a Redis of its own, because workers of other specs would take its jobs.
    const redis = temporaryRedisServer();
    closing.push(() => redis.remove());
    const environment = {
      SUNLEDGER_DATA: join(directory, 'data'),
      SUNLEDGER_EVENTS_URL: events.url,
      SUNLEDGER_READ_MODELS_URL: readModels.url,
      SUNLEDGER_KEYS_URL: keys.url,
      SUNLEDGER_JOBS_URL: redis.url,
    };
    const openDoor = async () => {
      const door = await openOffice(storesOfRun(environment.SUNLEDGER_DATA, environment), {
        role: 'follow',
      });
      closing.push(() => door.close());
      return door;
    };
    const doors: [OpenOffice, ...OpenOffice[]] = [await openDoor()];
    while (doors.length < doorCount) doors.push(await openDoor());
    const office = new OfficeUnderFault(events, readModels.url, environment, doors, closing);
    await office.restore();
    await office.addAgency();
    return office;
  }

  /** Starts one more worker; it stands by as long as another one projects. */
  private async addWorker(): Promise<void> {
    this.started += 1;
    const name = `worker-${this.started}`;
    const worker = await StartedProcess.start({
      ...this.environment,
      SUNLEDGER_READ_MODELS_URL: named(this.readModelsUrl, name),
      SUNLEDGER_ROLES: 'worker',
    });
    this.workers.set(name, worker);
    await worker.ready();
  }

  async killWorker(name: string): Promise<void> {
    const worker = this.workers.get(name);
    this.workers.delete(name);
    expect(await worker?.end('SIGKILL')).toBeNull();
  }

  /** Resolves when clerks have been told of so many more cases. */
  async flow(cases: number): Promise<void> {
    const goal = this.clerks.registered.size + cases;
    await eventually(
      async () => this.clerks.registered.size,
      (count) => count >= goal,
    );
  }

  /** Whether events stand in the log that the tables do not show. */
  async isBehind(): Promise<boolean> {
    const head = this.events.log.events.findLast(({ stream }) => !stream.startsWith('$'));
    // The tables may be away.
    const position = await projectedPosition(this.doors[0].database).catch(() => -1);
    return position < (head?.position ?? 0);
  }

  /**
   * A fault is over: lets the clerks finish, waits until the tables have caught up, compares
   * everything that is and writes down what was found.
   */
  async prove(fault: string): Promise<Proof> {
    const endedAt = performance.now();
    await this.clerks.finish();
    await eventually(
      () => this.isBehind(),
      (behind) => !behind,
    );
    const catchUpMs = Math.round(performance.now() - endedAt);
    const proof = await proofOf(this.doors[0], this.clerks);
    const acknowledged = this.clerks.registered.size + this.clerks.withdrawn.size;
    const { lost, doubled, different } = proof;
    const sentBack = { ...this.clerks.sentBack };
    recordRound({ fault, acknowledged, lost, doubled, different, sentBack, catchUpMs });
    for (const worker of this.workers.values()) await worker.ready();
    return proof;
  }

  /** Makes the office whole for the next round, also after one that failed. */
  async restore(): Promise<void> {
    await this.clerks.finish();
    while (this.workers.size < workerCount) await this.addWorker();
  }

  async close(): Promise<void> {
    for (const worker of this.workers.values()) await worker.end('SIGTERM');
    for (const close of this.closing.reverse()) await close();
  }

  private async addAgency(): Promise<void> {
    const [{ office }] = this.doors;
    const command = { type: 'AddAgency', on: '2025-01-02', code: agency, name: '某镇' } as const;
    const context = { commandId: office.newId(), actor: '经办人' };
    carriedOut(await office.agencies.handle(agency, command, context));
  }
}
