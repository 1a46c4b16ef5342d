import { createHash, randomUUID } from 'node:crypto';

import type { PersonalDataSafe } from '@sunledger/personal-data';

import type { JobState } from '../job';
import { importLedger } from '../office-jobs';
import type { JobDatabase } from '../record/job-row';

/** A file as somebody sent it. */
export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface UploadOptions {
  /** That of the record of jobs. */
  readonly database: JobDatabase;
  readonly vault: Pick<PersonalDataSafe, 'seal' | 'open' | 'erase'>;
  /** The clock, ISO 8601 in UTC; that of the machine when left out. */
  readonly now?: () => string;
  /** Ids of uploads, never used twice; random UUIDs when left out. */
  readonly newId?: () => string;
}

/** Bytes sealed at a time. */
const partSize = 512 * 1024;

const hourMs = 3_600_000;

/** An upload for which nobody has asked for a job by then was left behind by a crash. */
const unaskedForMs = hourMs;

/** The longest that anything is kept, whatever became of its job. */
const keptForMs = 30 * 24 * hourMs;

/** A job in one of these states may still need its upload. */
const liveStates: ReadonlySet<JobState> = new Set<JobState>(['waiting', 'running', 'dead']);

/** Who owns the key of an upload: nobody's case. */
const ownerOf = (id: string): string => `upload-${id}`;

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Files between the process that took them and the one that works on them. They hold personal data,
 * so that each is sealed under a key of its own, which is destroyed with it.
 */
export class Uploads {
  private readonly now: () => string;
  private readonly newId: () => string;

  constructor(private readonly options: UploadOptions) {
    this.now = options.now ?? (() => new Date().toISOString());
    this.newId = options.newId ?? randomUUID;
  }

  /** Keeps a file; it can be opened, here or elsewhere, when this resolves. */
  async keep({ fileName, bytes }: Upload): Promise<string> {
    const id = this.newId();
    let parts = 0;
    for (let from = 0; from < bytes.length; from += partSize) {
      parts += 1;
      const piece = Buffer.from(bytes.subarray(from, from + partSize)).toString('base64');
      await this.write(id, parts, { bytes: piece });
    }
    await this.write(id, 0, { fileName, parts: String(parts), sha256: digestOf(bytes) });
    return id;
  }

  /** The file; undefined when it was never kept whole or is no longer kept. */
  async open(id: string): Promise<Upload | undefined> {
    const head = await this.read(id, 0);
    if (head === undefined) return undefined;
    const pieces: Buffer[] = [];
    for (let part = 1; part <= Number(head['parts']); part += 1) {
      const piece = await this.read(id, part);
      // Somebody discards it at this moment.
      if (piece === undefined) return undefined;
      pieces.push(Buffer.from(piece['bytes'] ?? '', 'base64'));
    }
    const bytes = Buffer.concat(pieces);
    if (digestOf(bytes) !== head['sha256']) throw new Error(`upload ${id} is not what was kept`);
    return { fileName: head['fileName'] ?? '', bytes };
  }

  /**
   * Destroys every upload whose job has ended for good, that no job was asked for, or that is older
   * than 30 days; says how many.
   * @throws ErasureIncomplete when one of them has to be destroyed once more.
   */
  async discardUnneeded(): Promise<number> {
    const unneeded = await this.unneeded();
    let failure: Error | undefined;
    for (const id of unneeded) {
      try {
        await this.discard(id);
      } catch (error) {
        // One that cannot be destroyed now must not keep the others.
        failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
    if (failure !== undefined) throw failure;
    return unneeded.length;
  }

  /** The key goes first: what is left by a crash in between can be read by nobody. */
  private async discard(id: string): Promise<void> {
    const { database, vault } = this.options;
    await vault.erase(ownerOf(id));
    await database.write((transaction) =>
      transaction.execute('DELETE FROM upload_1 WHERE id = ?', [id]),
    );
  }

  private async unneeded(): Promise<readonly string[]> {
    const { database } = this.options;
    // In this order: a job that is asked for in between cannot be for any of these.
    const uploads = await database.read<{ readonly id: string; readonly keptAt: string }>(
      'SELECT id, MAX(kept_at) AS "keptAt" FROM upload_1 GROUP BY id ORDER BY id',
    );
    const jobs = await database.read<{ readonly state: JobState; readonly data: string }>(
      'SELECT state, data FROM job_1 WHERE kind = ?',
      [importLedger.name],
    );
    const asked = new Map<string, boolean>();
    for (const { state, data } of jobs) {
      // The board has checked it against the schema of the kind.
      const { upload } = JSON.parse(data) as typeof importLedger.data.static;
      asked.set(upload, asked.get(upload) === true || liveStates.has(state));
    }
    const nowMs = Date.parse(this.now());
    return uploads
      .filter(({ id, keptAt }) => {
        const ageMs = nowMs - Date.parse(keptAt);
        if (ageMs > keptForMs) return true;
        const needed = asked.get(id);
        return needed === undefined ? ageMs > unaskedForMs : !needed;
      })
      .map(({ id }) => id);
  }

  private async write(
    id: string,
    part: number,
    fields: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { database, vault } = this.options;
    // A part knows its place, so that nobody can change their order.
    const { sealed } = await vault.seal(ownerOf(id), { ...fields, part: String(part) });
    await database.write((transaction) =>
      transaction.execute('INSERT INTO upload_1 (id, part, kept_at, sealed) VALUES (?, ?, ?, ?)', [
        id,
        part,
        this.now(),
        sealed,
      ]),
    );
  }

  private async read(id: string, part: number): Promise<Record<string, string> | undefined> {
    const { database, vault } = this.options;
    const [row] = await database.read<{ readonly sealed: string }>(
      'SELECT sealed FROM upload_1 WHERE id = ? AND part = ?',
      [id, part],
    );
    if (row === undefined) return undefined;
    const fields = await vault.open(ownerOf(id), row.sealed);
    if (fields === 'erased') return undefined;
    if (fields['part'] !== String(part)) throw new Error(`parts of upload ${id} were exchanged`);
    return fields;
  }
}
