import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import { foldCase } from '@sunledger/disclosure-case';

import { isDone, newEvents, type Outcome } from './command-handler';
import { accessStream, derivedId, requestStream } from './identity';
import { today } from '@sunledger/working-days';
import type { CommandContext, OfficeParts } from './parts';
import type { PersonalFields } from './personal-fields';
import { requestEvents, type Requests } from './requests';

/**
 * Opens the personal data of a case for somebody with a purpose; the reading is logged before
 * the data are given out.
 */
export async function readPersonalData(
  parts: OfficeParts,
  caseId: string,
  purpose: string,
  context: CommandContext,
): Promise<PersonalFields | Refusal<'case-unknown' | 'personal-data-erased'>> {
  const { store, vault } = parts;
  const logged = requestEvents(await store.readStream(requestStream(caseId)));
  if (logged.length === 0) return refuse('case-unknown', { caseId });
  const opened: PersonalFields = {};
  for (const event of logged) {
    const personal = 'personal' in event.data ? event.data.personal : undefined;
    if (personal === undefined) continue;
    const fields = await vault.open(caseId, personal.sealed);
    if (fields === 'erased') {
      const erasedOn = foldCase(logged).erasedOn;
      return refuse('personal-data-erased', { erasedOn });
    }
    Object.assign(opened, fields);
  }
  const data = { caseId, purpose, fields: Object.keys(opened) };
  await logAccess(parts, caseId, { type: 'PersonalDataRead', data }, context);
  return opened;
}

/** Logs that personal data were given out, before they are. */
export async function logAccess(
  parts: OfficeParts,
  caseOrAgency: string,
  { type, data }: { readonly type: string; readonly data: object },
  context: CommandContext,
): Promise<void> {
  const event = { type, data, occurredOn: today(parts.now()) };
  await parts.store.append({
    stream: accessStream(caseOrAgency),
    expectedRevision: 'any',
    events: newEvents(parts, [event], context, () =>
      derivedId(context.commandId, type, caseOrAgency),
    ),
  });
}

/**
 * Erases the personal data of a closed case: first the tombstone, then the key. When the second
 * step is cut short, asking again finishes it; nothing in between can be read as not erased.
 */
export async function erasePersonalData(
  parts: OfficeParts,
  requests: Requests,
  caseId: string,
  words: { readonly on: string; readonly reason: string; readonly approvedBy: string },
  context: CommandContext,
): Promise<Outcome> {
  const outcome = await requests.handle(caseId, { type: 'ErasePersonalData', ...words }, context);
  const finished = isDone(outcome) || (isRefusal(outcome) && outcome.refused === 'already-erased');
  if (finished) await parts.vault.erase(caseId);
  return outcome;
}
