import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EventStore, openSqliteEventStore } from '@sunledger/event-store';
import { openReadModels, type ReadModelDatabase } from '@sunledger/persistence';
import {
  type DatabaseKind,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import { createReadModels, type ProjectionRole, type ReadModels } from '@sunledger/projections';
import { type Calendar, officialCalendar } from '@sunledger/working-days';

import { sparseStore } from './sparse-store';

/** One fact to be logged; ids and instants are made up in the order of logging. */
export interface LoggedFact {
  readonly stream: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly data: object;
  /** For facts that another one speaks of. */
  readonly id?: string;
}

interface OfficeLogOptions {
  readonly role?: ProjectionRole;
  readonly policy?: Policy;
  readonly calendar?: Calendar;
}

/**
 * A log and its read models in databases of their own, removed by `remove`. On PostgreSQL the log
 * has gaps between its positions.
 */
export class OfficeLog {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sunledger-projections-'));
  private logged = 0;
  readonly store: EventStore;
  private readonly databases: ReadModelDatabase[] = [];
  private readonly places = new Map<string, TemporaryReadModels>();

  constructor(private readonly kind: DatabaseKind = 'sqlite') {
    const store = openSqliteEventStore({
      path: join(this.folder, 'log.db'),
      // One second per event, so that instants tell positions apart.
      now: () => new Date(Date.UTC(2026, 0, 1) + this.logged * 1000).toISOString(),
    });
    this.store = kind === 'sqlite' ? store : sparseStore(store);
  }

  /** Appends facts one by one in the order given; answers with the last position. */
  async log(...facts: readonly LoggedFact[]): Promise<number> {
    let position = 0;
    for (const { stream, type, occurredOn, data, id } of facts) {
      this.logged += 1;
      const event = {
        id: id ?? `00000000-0000-4000-8000-${String(this.logged).padStart(12, '0')}`,
        type,
        schemaVersion: 1,
        occurredOn,
        data,
        meta: { actor: 'spec' },
      };
      const appended = await this.store.append({
        stream,
        events: [event],
        expectedRevision: 'any',
      });
      position = appended.position;
    }
    return position;
  }

  path(name: string): string {
    return join(this.folder, `${name}.db`);
  }

  /** The read models of this name, made when there are none; each call as by another process. */
  async database(name = 'read-models'): Promise<ReadModelDatabase> {
    const place = await this.placeOf(name);
    const database = await openReadModels(
      place?.options ?? { type: 'sqlite', path: this.path(name) },
    );
    this.databases.push(database);
    return database;
  }

  /** Read models in a file of this name, made when there is none. */
  async readModels(
    name = 'read-models',
    {
      policy = defaultPolicy,
      calendar = officialCalendar,
      role = 'project',
    }: OfficeLogOptions = {},
  ): Promise<{ readonly models: ReadModels; readonly database: ReadModelDatabase }> {
    const database = await this.database(name);
    return {
      database,
      models: createReadModels({ database, store: this.store, policy, calendar, role }),
    };
  }

  async remove(): Promise<void> {
    for (const database of this.databases) await database.close();
    for (const place of this.places.values()) await place.remove();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }

  private async placeOf(name: string): Promise<TemporaryReadModels | undefined> {
    if (this.kind === 'sqlite') return undefined;
    const place = this.places.get(name) ?? (await temporaryReadModels(this.kind));
    this.places.set(name, place);
    return place;
  }
}
