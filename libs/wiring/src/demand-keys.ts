import { type Office, requestStream, sealedOwnerOf } from '@sunledger/disclosure-office';
import type { OperatedLog, StoredEvent } from '@sunledger/event-store';
import type { PersonalDataSafe } from '@sunledger/personal-data';

/** Facts looked through for the first that is sealed: by then every office has registered somebody. */
const lookedThroughMax = 20_000;
const pageSize = 500;

/** Whose key an event is sealed with, if it is. */
const ownerOf = ({ stream, data }: StoredEvent): string | undefined =>
  sealedOwnerOf({ stream, dataText: JSON.stringify(data) });

/**
 * The log has sealed personal data and the store of keys knows nothing of them: it was made anew or
 * is that of another system. Nothing may be sealed over it before the right one is back.
 */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing';
  readonly code = 'keys-missing';

  constructor(readonly owner: string) {
    super(`no key and no erasure of ${owner}, whose personal data are sealed in the log`);
  }
}

/**
 * Lets an office open whose store of keys knows whom the log sealed first: it has the key, or knows
 * that it was destroyed. A store that was emptied is found so; single keys that are missing are found
 * by every backup.
 * @throws KeysMissing
 */
export async function demandKeysOf(log: OperatedLog, vault: PersonalDataSafe): Promise<void> {
  const owner = await firstSealedOwner(log);
  if (owner !== undefined && !(await vault.knows(owner))) throw new KeysMissing(owner);
}

/** Requests looked at from the newest on. */
const newestCount = 20;

/**
 * The same of the requests received last: a store of keys that was put back from an older copy lacks
 * the newest ones.
 * @throws KeysMissing
 */
export async function demandNewestKeys({
  parts: { store, vault, readModels },
}: Pick<Office, 'parts'>): Promise<void> {
  const { entries } = await readModels.caseList.find({ limit: newestCount, descending: true });
  await Promise.all(
    entries.map(async ({ caseId }) => {
      const events = await store.readStream(requestStream(caseId));
      const owner = events.map(ownerOf).find((sealed) => sealed !== undefined);
      if (owner !== undefined && !(await vault.knows(owner))) throw new KeysMissing(owner);
    }),
  );
}

async function firstSealedOwner(log: OperatedLog): Promise<string | undefined> {
  let after = 0;
  for (let seen = 0; seen < lookedThroughMax; seen += pageSize) {
    const events = await log.readAll(after, { max: pageSize });
    for (const event of events) {
      const owner = ownerOf(event);
      if (owner !== undefined) return owner;
      after = event.position;
    }
    if (events.length === 0) return undefined;
  }
  return undefined;
}
