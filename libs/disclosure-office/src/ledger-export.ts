import { type DisclosureCase, closingOf, foldCase } from '@sunledger/disclosure-case';
import type { RemedyRecord, RequestRecord } from '@sunledger/ledger';

import { requestStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';
import { logAccess } from './personal-data';
import type { PersonalFields } from './personal-fields';
import { requestEvents } from './requests';
import { sideBySide } from './side-by-side';

const pageLimit = 500;

/**
 * The cases of an agency as 台账 rows, in order of receipt; importing them elsewhere gives the same
 * report. Voided registrations and 更正申请 are no rows of a ledger.
 * @param personal whether names, numbers, contacts and request texts are written out; that is
 * logged first.
 */
export async function* requestLedgerRows(
  parts: OfficeParts,
  agency: string,
  personal: boolean,
  context: CommandContext,
): AsyncGenerator<RequestRecord> {
  const { store, readModels } = parts;
  if (personal) {
    const data = { agency, purpose: '导出台账' };
    await logAccess(parts, agency, { type: 'PersonalDataExported', data }, context);
  }
  const { position } = await store.head();
  await readModels.runner.waitFor(position);
  const source = readModels.reportSource(position);
  for (let after: string | null | undefined; after !== null;) {
    const page = after === undefined ? { limit: pageLimit } : { limit: pageLimit, after };
    const { entries, next } = await source.listCases({ agencies: [agency] }, page);
    const rows = sideBySide(entries, async ({ caseId }) => {
      const logged = requestEvents(await store.readStream(requestStream(caseId)));
      return ledgerRow(foldCase(logged), parts, await personalOf(parts, caseId, logged, personal));
    });
    for await (const row of rows) if (row !== undefined) yield row;
    after = next;
  }
}

async function personalOf(
  { vault }: OfficeParts,
  caseId: string,
  logged: ReturnType<typeof requestEvents>,
  wanted: boolean,
): Promise<PersonalFields> {
  const fields: PersonalFields = {};
  if (!wanted) return fields;
  for (const event of logged) {
    const sealed = 'personal' in event.data ? event.data.personal : undefined;
    if (sealed === undefined) continue;
    const opened = await vault.open(caseId, sealed.sealed);
    if (opened !== 'erased') Object.assign(fields, opened);
  }
  return fields;
}

/** A row needs some text here; erased or withheld text says so. */
const withheldText = '（个人信息未导出）';

function ledgerRow(
  state: DisclosureCase,
  { policy }: OfficeParts,
  personal: PersonalFields,
): RequestRecord | undefined {
  const { registration, receivedOn, applicantType, channel } = state;
  if (registration === undefined || receivedOn === undefined) return undefined;
  if (applicantType === undefined || channel === undefined) return undefined;
  const closing = closingOf(state, policy);
  const correction = state.corrections.at(-1);
  const consultation = state.consultations.at(0);
  return {
    serialNumber: registration.serialNumber,
    receivedOn,
    channel,
    applicantType,
    requestText: personal.requestText ?? withheldText,
    ...present('applicantName', personal.name),
    ...present('documentNumber', personal.documentNumber),
    ...present('contact', personal.contact),
    ...present('correctionNotifiedOn', correction?.dispatchedOn),
    ...present('correctedOn', correction?.receivedOn),
    ...present('consultationSentOn', consultation?.sentOn),
    ...present('consultationAnsweredOn', consultation?.answeredOn),
    ...present('extensionNotifiedOn', state.extension?.notifiedOn),
    ...(state.extension?.notifiedOn === undefined
      ? {}
      : { extensionWorkingDays: state.extension.workingDays }),
    ...(closing === null ? {} : { repliedOn: closing.on, disposalKind: closing.disposalKind }),
    ...present('documentNumberOfReply', closing === null ? undefined : state.reply?.documentNumber),
    ...present('remark', registration.note),
  };
}

const present = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

/** The remedies of an agency as ledger rows; a suit counts by its last instance. */
export async function* remedyLedgerRows(
  { store, readModels }: OfficeParts,
  agency: string,
): AsyncGenerator<RemedyRecord> {
  const { position } = await store.head();
  await readModels.runner.waitFor(position);
  const source = readModels.reportSource(position);
  for (let after: string | null | undefined; after !== null;) {
    const page = after === undefined ? { limit: pageLimit } : { limit: pageLimit, after };
    const { entries, next } = await source.listRemedies({ agencies: [agency] }, page);
    // Of a suit that was appealed only the last instance has no further one.
    const counted = entries.filter(({ appealedOn }) => appealedOn === null);
    const rows = sideBySide(counted, async ({ caseId, kind, acceptedOn, endedOn, result }) => {
      const logged = requestEvents(await store.readStream(requestStream(caseId)));
      const { registration } = foldCase(logged);
      if (registration === undefined) return undefined;
      const ending = endedOn === null || result === null ? {} : { endedOn, result };
      return { serialNumber: registration.serialNumber, kind, acceptedOn, ...ending };
    });
    for await (const row of rows) if (row !== undefined) yield row;
    after = next;
  }
}
