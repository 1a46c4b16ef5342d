import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  createOffice,
  type Notification,
  type Office,
  officeCatalogue,
} from '@sunledger/disclosure-office';
import { commandIdAt, type OperatedLog, withCatalogue } from '@sunledger/event-store';
import { type Metrics, observedEventStore } from '@sunledger/observability';
import type { ReadModelDatabase } from '@sunledger/persistence';
import { arePolicyFaults, defaultPolicy, parsePolicy, type Policy } from '@sunledger/policy';
import { createReadModels, type ReadModels, type ReadModelParts } from '@sunledger/projections';
import type { Settings } from '@sunledger/settings';

import { demandKeysOf } from './demand-keys';
import { openReadModelDatabase, openTruthStores } from './open-stores';
import type { StoreSettings } from './profile';

/** The office over its stores, ready for commands and questions. */
export interface OpenOffice {
  readonly office: Office;
  /** The log below the catalogue, for proof and export. */
  readonly log: OperatedLog;
  readonly readModels: ReadModels;
  /** Where read models and the record of jobs are kept. */
  readonly database: ReadModelDatabase;
  /** Stops everything in order; nothing acknowledged is lost without it either. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The clock; the machine's when left out. */
  readonly now?: () => string;
  /** How messages leave the system; without it nothing leaves it. */
  readonly notification?: Notification;
  /** Counts what is appended, where anybody scrapes it. */
  readonly metrics?: Metrics;
  /** `follow` leaves the read models to other processes; `project` when left out. */
  readonly role?: ReadModelParts['role'];
  /** Told of every fault of the live projection; it tries again by itself. */
  readonly onFault?: ReadModelParts['onFault'];
  /** Asked before read models of another policy or release are replaced; yes when left out. */
  readonly mayReplace?: ReadModelParts['mayReplace'];
}

/** The policy file cannot be used; every fault at once. */
export class PolicyFaulty extends Error {
  override readonly name = 'PolicyFaulty';
}

/**
 * Opens an office on the stores that the settings name: by default one SQLite file for the log and
 * the keys and one for the read models, which are disposable, all in the data directory.
 * @throws ProfileRefused, MasterKeyRefused, KeysMissing, EventStoreUnavailable,
 *   ReadModelsUnavailable, PolicyFaulty with what to do about it.
 */
export async function openOffice(
  settings: StoreSettings,
  {
    now = () => new Date().toISOString(),
    notification,
    metrics,
    role,
    onFault,
    mayReplace,
  }: OpenOptions = {},
): Promise<OpenOffice> {
  const policy = readPolicy(settings);
  const truth = await openTruthStores(settings, now);
  const { log, vault } = truth;
  let database: ReadModelDatabase | undefined;
  try {
    await demandKeysOf(log, vault);
    database = await openReadModelDatabase(settings);
    const models = database;
    const catalogue = officeCatalogue();
    const checked = withCatalogue(log, catalogue);
    const store = metrics === undefined ? checked : observedEventStore(checked, metrics);
    const readModels = createReadModels({
      ...{ database: models, store, policy },
      ...(role === undefined ? {} : { role }),
      ...(onFault === undefined ? {} : { onFault }),
      ...(mayReplace === undefined ? {} : { mayReplace }),
    });
    await readModels.runner.start();
    const office = createOffice({
      store,
      catalogue,
      vault,
      readModels,
      policy,
      now,
      ...(notification === undefined ? {} : { notification }),
      newId: () => commandIdAt(Date.parse(now()), randomBytes(10)),
    });
    const close = async () => {
      await readModels.runner.stop();
      await models.close();
      await truth.close();
    };
    return { office, log, readModels, database: models, close };
  } catch (error) {
    await database?.close();
    await truth.close();
    throw error;
  }
}

/** Where the policy file of a system is looked for. */
export const policyPathOf = ({
  policyFile,
  dataDirectory,
}: Pick<Settings, 'policyFile' | 'dataDirectory'>): string =>
  policyFile || join(dataDirectory, 'policy.json');

/** The policy of the office: its file where there is one, the defaults otherwise. */
export function readPolicy(settings: Pick<Settings, 'policyFile' | 'dataDirectory'>): Policy {
  const path = policyPathOf(settings);
  if (!existsSync(path)) {
    if (settings.policyFile !== '') throw new PolicyFaulty(`没有口径文件 ${path}`);
    return defaultPolicy;
  }
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new PolicyFaulty(`口径文件 ${path} 不是有效的 JSON`, { cause });
  }
  const parsed = parsePolicy(input);
  if (arePolicyFaults(parsed)) {
    const faults = parsed.map(({ path: at, message }) => `${at} ${message}`).join('；');
    throw new PolicyFaulty(`口径文件 ${path} 有误：${faults}`);
  }
  return parsed;
}
