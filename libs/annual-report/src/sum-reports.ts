import { channels, disposalKinds } from '@sunledger/disclosure-case';
import { mapActiveDisclosure } from './active-disclosure';
import type { ActiveDisclosureFigures, ReportFigures } from './annual-report';
import { figureRows } from './cells';
import {
  type ApplicationColumn,
  type RemedyColumn,
  type RemedyGroup,
  type ReportDefinition,
} from './definitions/report-definition';

/** Sums of amounts are kept to one fen in 万元, so that binary fractions do not show. */
const decimalPlaces = 6;
const rounded = (value: number): number => Number(value.toFixed(decimalPlaces));

/** Section 二 of several agencies added up, cell by cell, in printed order. */
export const sumActiveDisclosure = (
  definition: ReportDefinition,
  parts: readonly ActiveDisclosureFigures[],
): ActiveDisclosureFigures =>
  mapActiveDisclosure(definition, ({ block, row, column }) =>
    rounded(parts.reduce((sum, part) => sum + (part[block]?.[row]?.[column] ?? 0), 0)),
  );

const addUp = <Part>(parts: readonly Part[], figure: (part: Part) => number | undefined): number =>
  parts.reduce((sum, part) => sum + (figure(part) ?? 0), 0);

const applicationRow = (parts: readonly ReportFigures[], row: string) => {
  const of = (column: ApplicationColumn) =>
    addUp(parts, ({ tables }) => tables.applications[row]?.[column]);
  return {
    naturalPerson: of('naturalPerson'),
    business: of('business'),
    research: of('research'),
    publicBenefit: of('publicBenefit'),
    legalService: of('legalService'),
    otherOrg: of('otherOrg'),
    total: of('total'),
  };
};

const remedyRow = (parts: readonly ReportFigures[], group: RemedyGroup) => {
  const of = (column: RemedyColumn) => addUp(parts, ({ tables }) => tables.remedies[group][column]);
  return {
    upheld: of('upheld'),
    corrected: of('corrected'),
    otherResult: of('otherResult'),
    pending: of('pending'),
    total: of('total'),
  };
};

const nonZero = <Key extends string>(
  keys: readonly Key[],
  figure: (key: Key) => number,
): Partial<Record<Key, number>> => {
  const found: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const sum = figure(key);
    if (sum !== 0) found[key] = sum;
  }
  return found;
};

/** The figures of several reports of one format added up, cell by cell: what a roll-up must equal. */
export function sumReports(
  definition: ReportDefinition,
  parts: readonly ReportFigures[],
): ReportFigures {
  const of = (figure: (part: ReportFigures) => number | undefined) => addUp(parts, figure);
  return {
    tables: {
      activeDisclosure: sumActiveDisclosure(
        definition,
        parts.map(({ tables }) => tables.activeDisclosure),
      ),
      applications: Object.fromEntries(
        figureRows(definition).map(({ id }) => [id, applicationRow(parts, id)]),
      ),
      remedies: {
        review: remedyRow(parts, 'review'),
        directSuit: remedyRow(parts, 'directSuit'),
        suitAfterReview: remedyRow(parts, 'suitAfterReview'),
      },
    },
    narrative: {
      received: of(({ narrative }) => narrative.received),
      carriedIn: of(({ narrative }) => narrative.carriedIn),
      closed: of(({ narrative }) => narrative.closed),
      closedOnTime: of(({ narrative }) => narrative.closedOnTime),
      carriedOut: of(({ narrative }) => narrative.carriedOut),
      byDisposal: nonZero(disposalKinds, (kind) =>
        of(({ narrative }) => narrative.byDisposal[kind]),
      ),
      byChannel: nonZero(channels, (channel) =>
        of(({ narrative }) => narrative.byChannel[channel]),
      ),
      fees: {
        assessedCases: of(({ narrative }) => narrative.fees.assessedCases),
        assessedYuan: rounded(of(({ narrative }) => narrative.fees.assessedYuan)),
        paidCases: of(({ narrative }) => narrative.fees.paidCases),
        paidYuan: rounded(of(({ narrative }) => narrative.fees.paidYuan)),
      },
    },
  };
}
