import { Type } from '@sinclair/typebox';
import { applyCorrection, knownHistory } from '@sunledger/disclosure-case';
import { isIsoDate } from '@sunledger/working-days';

import {
  checkRemedyEventData,
  type LoggedRemedyEvent,
  OnDate,
  type RemedyEventData,
  remedyEventSchemas,
} from '../events';
import { brokenHistory } from '../invariants';
import { command, type Condition, decideWhen, must, type RemedyFacts } from './command';

const FactToCorrect = Type.Omit(
  Type.Object({ on: OnDate, ...remedyEventSchemas.FactCorrected.properties }),
  ['targetType'],
);

type CorrectionData = Omit<RemedyEventData<'FactCorrected'>, 'targetType'>;

/** What names the remedy and its request; another remedy is filed anew, not made of this one. */
const identityFields = ['remedyId', 'caseId', 'agency'];

/**
 * A mistyped fact is put right by a new one with reason and approver. The corrected history must
 * still hold together: what it says is checked as a whole, not field by field.
 */
export const correctionCommands = {
  CorrectRemedyFact: command({
    label: '更正事实',
    schema: FactToCorrect,
    decide: ({ on: occurredOn, ...data }, _state, facts) => {
      const logged = facts.logged ?? [];
      const target = knownHistory(logged).find(({ id }) => id === data.targetEventId);
      const conditions =
        target === undefined
          ? [must(false, 'correction-target-unknown', { targetEventId: data.targetEventId })]
          : changeConditions(data, target, logged, facts);
      return decideWhen(facts, conditions, () => ({
        type: 'FactCorrected',
        occurredOn,
        data: { ...data, targetType: target?.type ?? 'unknown' },
      }));
    },
  }),
} as const;

function changeConditions(
  data: CorrectionData,
  target: LoggedRemedyEvent,
  logged: readonly LoggedRemedyEvent[],
  facts: RemedyFacts,
): readonly Condition[] {
  const fields = Object.keys(data.changes ?? {});
  const properties: object = remedyEventSchemas[target.type].properties;
  const unknownField = fields.find((field) => !Object.hasOwn(properties, field));
  const fixedField = fields.find((field) => identityFields.includes(field));
  const correction = { ...data, targetType: target.type };
  const corrected = applyCorrection(target, { data: correction });
  const shape = checkRemedyEventData(target.type, corrected.data);
  const changed =
    data.annulled === true ||
    corrected.occurredOn !== target.occurredOn ||
    JSON.stringify(corrected.data) !== JSON.stringify(target.data);
  const real = isIsoDate(corrected.occurredOn);
  const fault =
    changed && real && shape === true
      ? brokenHistory(
          [...logged, { id: '', type: 'FactCorrected', occurredOn: facts.today, data: correction }],
          facts.request,
        )
      : null;
  return [
    must(target.type !== 'FactCorrected' || data.annulled === true, 'correction-target-fixed'),
    must(real, 'date-unreal', { on: corrected.occurredOn }),
    must(corrected.occurredOn <= facts.today, 'date-in-future', {
      on: corrected.occurredOn,
      today: facts.today,
    }),
    must(unknownField === undefined, 'correction-field-unknown', { field: unknownField }),
    must(fixedField === undefined, 'correction-field-fixed', { field: fixedField }),
    must(changed, 'correction-changes-nothing'),
    must(shape === true, 'command-invalid', { fault: shape }),
    must(fault === null, 'correction-breaks-history', { fault }),
  ];
}
