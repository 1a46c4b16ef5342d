import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type CityFile, cityFile } from './city/city-file';
import type { Row } from './outcome';
import type { Place } from './stores/place';
import { PostgresServer } from './stores/postgres-server';

/** How big a run is. The small one shows that every row still runs; its figures mean little. */
export interface Scale {
  readonly rounds: number;
  readonly appendsPerRound: number;
  readonly cityEventCount: number;
  readonly replayedEventCount: number;
  readonly foldedCaseCount: number;
  readonly reportCount: number;
  /** How often all years of the city are rolled up one after another. */
  readonly yearsReportCount: number;
  readonly workListCount: number;
  readonly listedCaseCount: number;
  readonly listQueryCount: number;
  readonly registrationCount: number;
  readonly ledgerRowCount: number;
  readonly startCount: number;
}

export const fullScale: Scale = {
  rounds: 7,
  appendsPerRound: 2_000,
  cityEventCount: 1_000_000,
  replayedEventCount: 200_000,
  foldedCaseCount: 1_000,
  reportCount: 200,
  yearsReportCount: 30,
  workListCount: 300,
  listedCaseCount: 1_000_000,
  listQueryCount: 300,
  registrationCount: 6_000,
  ledgerRowCount: 14_000,
  startCount: 5,
};

export const quickScale: Scale = {
  rounds: 2,
  appendsPerRound: 200,
  cityEventCount: 20_000,
  replayedEventCount: 10_000,
  foldedCaseCount: 50,
  reportCount: 10,
  yearsReportCount: 3,
  workListCount: 10,
  listedCaseCount: 5_000,
  listQueryCount: 20,
  registrationCount: 200,
  ledgerRowCount: 200,
  startCount: 1,
};

/** One run of the bench: its size, its folder, and what rows share. */
export class BenchRun {
  private readonly scratch: string;
  private loaded: Promise<CityFile> | undefined;
  private server: ReturnType<typeof PostgresServer.start> | undefined;
  private readonly places = new Map<string, Place>();

  constructor(
    readonly scale: Scale,
    private readonly directory: string,
    readonly say: (line: string) => void,
  ) {
    this.scratch = mkdtempSync(join(directory, 'run-'));
  }

  /** The city, loaded by the first row that asks for it. */
  city(): Promise<CityFile> {
    this.loaded ??= this.loadCity();
    return this.loaded;
  }

  /** A path that nothing was at before; what comes to be there goes with the run. */
  path(name: string): string {
    const path = join(this.scratch, name);
    rmSync(path, { recursive: true, force: true });
    return path;
  }

  /** A PostgreSQL of this run, started by the first row that asks for it, or why there is none. */
  postgres(): ReturnType<typeof PostgresServer.start> {
    this.server ??= PostgresServer.start(this.path('postgres'));
    return this.server;
  }

  /** The same without starting one; undefined when no row has asked for it. */
  async startedPostgres(): Promise<Awaited<ReturnType<typeof PostgresServer.start>> | undefined> {
    return this.server;
  }

  /** A database of that name; empty for the first row that asks for it. */
  async postgresPlace(database: string, server: PostgresServer): Promise<Place> {
    const place = this.places.get(database) ?? (await server.place(database));
    this.places.set(database, place);
    return place;
  }

  /** Stops what was started and removes everything but the city. */
  async clear(): Promise<void> {
    const server = await this.server;
    if (server instanceof PostgresServer) await server.remove();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private async loadCity(): Promise<CityFile> {
    const city = await cityFile(this.directory, this.scale.cityEventCount);
    const { seconds } = city.loaded ?? {};
    const how = seconds === undefined ? 'found' : `loaded in ${seconds.toFixed(1)} s`;
    this.say(`  city of ${city.eventCount} events ${how}`);
    return city;
  }
}

/** One or more rows of the table, measured together. */
export interface Bench {
  /** The names by which `--only` picks it. */
  readonly rows: readonly string[];
  readonly run: (run: BenchRun) => Promise<readonly Row[]>;
}
