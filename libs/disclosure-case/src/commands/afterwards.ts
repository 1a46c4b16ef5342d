import { Type } from '@sinclair/typebox';
import { isIsoDate } from '@sunledger/working-days';

import { type DisclosureCase, noCase } from '../case';
import { closingOf } from '../closing';
import { checkEventData, type RequestEvent, requestEventSchemas } from '../events';
import { OnDate } from '../events/fields';
import { evolve } from '../evolve';
import { applyCorrection, knownHistory, type LoggedRequestEvent } from '../history';
import { brokenInvariant, orphanedFact } from '../invariants';
import {
  afterFactsInHand,
  type CaseFacts,
  command,
  decideWhen,
  type Decision,
  inHand,
  inOrder,
  must,
  registered,
} from './command';

const on = { on: OnDate };

const FactToCorrect = Type.Omit(
  Type.Object({ ...on, ...requestEventSchemas.FactCorrected.properties }),
  ['targetType'],
);

/** Ends without a reply, the closed file, carry-over, correction of facts, erasure. */
export const afterwardsCommands = {
  WithdrawApplication: command({
    label: '申请人撤回',
    permittedIn: [...inHand, 'arrived'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ApplicationWithdrawn.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.registration !== undefined, 'case-not-registered'),
          ...afterFactsInHand(state, '撤回', occurredOn),
        ],
        () => [{ type: 'ApplicationWithdrawn', occurredOn, data }],
      ),
  }),
  ArchiveCase: command({
    label: '归档',
    permittedIn: ['closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.CaseArchived.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.archivedOn === undefined, 'already-archived', {
            archivedOn: state.archivedOn,
          }),
          inOrder('办结', closingOf(state, facts.policy)?.on, '归档', occurredOn),
        ],
        () => [{ type: 'CaseArchived', occurredOn, data }],
      ),
  }),
  CarryOver: command({
    label: '结转下年度',
    permittedIn: registered,
    schema: Type.Object({ ...on, fromYear: Type.Integer() }),
    decide: ({ on: occurredOn, fromYear }, state, facts) => {
      const lastDay = `${fromYear}-12-31`;
      const closedOn = closingOf(state, facts.policy)?.on;
      return decideWhen(
        facts,
        [
          must(!state.carriedOverFrom.includes(fromYear), 'already-carried-over', { fromYear }),
          must(
            occurredOn === lastDay &&
              (state.receivedOn ?? lastDay) <= lastDay &&
              (closedOn === undefined || closedOn > lastDay),
            'not-open-at-year-end',
            { fromYear },
          ),
        ],
        () => [{ type: 'CarriedOver', occurredOn, data: { fromYear, toYear: fromYear + 1 } }],
      );
    },
  }),
  OrderReAnswer: command({
    label: '登记责令重新答复',
    permittedIn: ['signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.ReAnswerOrdered.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [inOrder('答复或办结', endOrSignature(state, facts), '责令重新答复', occurredOn)],
        () => [{ type: 'ReAnswerOrdered', occurredOn, data }],
      ),
  }),
  IssueSupplementaryReply: command({
    label: '补充答复',
    permittedIn: ['signed', 'closed'],
    schema: Type.Object({ ...on, ...requestEventSchemas.SupplementaryReplyIssued.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [
          must(state.reply !== undefined, 'reply-not-signed'),
          inOrder('签发答复', state.reply?.signedOn, '补充答复', occurredOn),
        ],
        () => [{ type: 'SupplementaryReplyIssued', occurredOn, data }],
      ),
  }),
  CorrectFact: command({
    label: '更正事实',
    permittedIn: ['arrived', ...registered],
    schema: FactToCorrect,
    mayFallInClosedYear: true,
    mayPrecedeReceipt: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      correctFact(occurredOn, data, state, facts),
  }),
  ErasePersonalData: command({
    label: '清除个人信息',
    permittedIn: ['closed', 'voided'],
    schema: Type.Object({ ...on, ...requestEventSchemas.PersonalDataErased.properties }),
    mayFallInClosedYear: true,
    decide: ({ on: occurredOn, ...data }, state, facts) =>
      decideWhen(
        facts,
        [must(state.erasedOn === undefined, 'already-erased', { erasedOn: state.erasedOn })],
        () => [{ type: 'PersonalDataErased', occurredOn, data }],
      ),
  }),
} as const;

const endOrSignature = (state: DisclosureCase, { policy }: CaseFacts): string | undefined =>
  state.reply?.signedOn ?? closingOf(state, policy)?.on;

type CorrectionData = Omit<Extract<RequestEvent, { type: 'FactCorrected' }>['data'], 'targetType'>;

/**
 * A mistyped fact is put right by a new one with reason and approver. The corrected history must
 * still hold together: what it says is checked as a whole, not field by field.
 */
function correctFact(
  occurredOn: string,
  data: CorrectionData,
  state: DisclosureCase,
  facts: CaseFacts,
): Decision {
  const logged = facts.logged ?? [];
  const target = logged.find(({ id }) => id === data.targetEventId);
  const asKnown = knownHistory(logged).find(({ id }) => id === data.targetEventId);
  const conditions = [
    must(target !== undefined && asKnown !== undefined, 'correction-target-unknown', {
      targetEventId: data.targetEventId,
    }),
    must(
      target?.type !== 'PersonalDataErased' &&
        (target?.type !== 'FactCorrected' || data.annulled === true),
      'correction-target-fixed',
    ),
    must(
      state.erasedOn === undefined || data.changes?.['personal'] === undefined,
      'personal-data-erased',
    ),
    ...(asKnown === undefined ? [] : changeConditions(data, asKnown, logged, facts)),
  ];
  return decideWhen(facts, conditions, () => [
    {
      type: 'FactCorrected',
      occurredOn,
      data: { ...data, targetType: target?.type ?? 'unknown' },
    },
  ]);
}

function changeConditions(
  data: CorrectionData,
  target: LoggedRequestEvent,
  logged: readonly LoggedRequestEvent[],
  facts: CaseFacts,
) {
  const schema = requestEventSchemas[target.type];
  const unknownField = Object.keys(data.changes ?? {}).find(
    (field) => !(field in schema.properties),
  );
  const corrected = applyCorrection(target, { data: { ...data, targetType: target.type } });
  const shape = checkEventData(target.type, corrected.data);
  const unreal = [...Object.entries(data.changes ?? {}), ['occurredOn', corrected.occurredOn]].find(
    ([field, value]) => String(field).endsWith('On') && value !== undefined && !isIsoDate(value),
  );
  const changed =
    data.annulled === true ||
    corrected.occurredOn !== target.occurredOn ||
    JSON.stringify(corrected.data) !== JSON.stringify(target.data);
  const fault =
    changed && shape === true && unreal === undefined
      ? faultAfter(data, target, logged, facts)
      : null;
  return [
    must(unreal === undefined, 'date-unreal', { on: unreal?.[1] }),
    must(corrected.occurredOn <= facts.today, 'date-in-future', {
      on: corrected.occurredOn,
      today: facts.today,
    }),
    must(unknownField === undefined, 'correction-field-unknown', { field: unknownField }),
    must(changed, 'correction-changes-nothing'),
    must(shape === true, 'command-invalid', { fault: shape }),
    must(fault === null, 'correction-breaks-history', { fault }),
  ];
}

function faultAfter(
  data: CorrectionData,
  target: LoggedRequestEvent,
  logged: readonly LoggedRequestEvent[],
  facts: CaseFacts,
): string | null {
  const correction: LoggedRequestEvent = {
    id: '',
    type: 'FactCorrected',
    occurredOn: facts.today,
    data: { ...data, targetType: target.type },
  };
  const history = knownHistory([...logged, correction]);
  return orphanedFact(history) ?? brokenInvariant(history.reduce(evolve, noCase), facts.policy);
}
