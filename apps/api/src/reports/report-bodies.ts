import { type TObject, type TProperties, Type } from '@sinclair/typebox';
import { type ReportFilingEventType, reportFilingEvents } from '@sunledger/annual-report';

import { checked, checkedQuery } from '../http/checked';
import { After, Limit, OnDate, OptionalOn, strict } from '../http/fields';

/** What the event of a step says, without whose report it is: that stands in the address. */
function factsOf(type: ReportFilingEventType): TProperties {
  const definition = reportFilingEvents.find((event) => event.type === type);
  if (definition === undefined) throw new Error(`the catalogue lacks ${type}`);
  const { agency: _agency, year: _year, ...facts }: TProperties = definition.schema.properties;
  return facts;
}

const stepBody = (type: ReportFilingEventType, ...leftOut: readonly string[]) => {
  const facts = Object.entries(factsOf(type)).filter(([name]) => !leftOut.includes(name));
  return checked(Type.Object({ on: OptionalOn, ...Object.fromEntries(facts) }, strict) as TObject);
};

const { acceptedWarnings } = factsOf('ReportFrozen');
const { reason, approvedBy } = factsOf('ReportCorrected');
if (acceptedWarnings === undefined || reason === undefined || approvedBy === undefined) {
  throw new Error('a freeze states what was accepted, a correction its reason and approver');
}

/** Steps that state nothing but their own facts, by the last part of their address. */
export const filingSteps = {
  'active-disclosure': {
    type: 'EnterActiveDisclosure',
    summary: '填写第二部分（主动公开）的数字',
    body: stepBody('ActiveDisclosureEntered'),
  },
  prose: {
    type: 'EnterProse',
    summary: '填写文字部分（一、五、六）',
    body: stepBody('ProseEntered'),
  },
  reopening: {
    type: 'ReopenReport',
    summary: '撤回尚未报出的定稿',
    body: stepBody('ReportReopened'),
  },
  approval: { type: 'ApproveReport', summary: '批准', body: stepBody('ReportApproved') },
  submission: { type: 'SubmitReport', summary: '报送主管部门', body: stepBody('ReportSubmitted') },
  publication: {
    type: 'PublishReport',
    summary: '公布',
    body: stepBody('ReportPublished', 'publishedOn'),
  },
} as const;

export type FilingStep = keyof typeof filingSteps;

export const freezeBody = checked(
  Type.Object({ acceptedWarnings: Type.Optional(acceptedWarnings) }, strict),
);

export const correctionBody = checked(
  Type.Object({ reason, approvedBy, acceptedWarnings: Type.Optional(acceptedWarnings) }, strict),
);

const grounds = {
  asOf: Type.Optional(Type.String({ ...OnDate, description: '统计截止日（缺省为年末）' })),
  knownAt: Type.Optional(
    Type.String({
      maxLength: 40,
      description: '按该时刻已登记的事实（缺省为现在）；只给日期时指该日终了，无时区时为北京时间',
    }),
  ),
  rollup: Type.Optional(Type.Boolean({ description: '汇总本机关及其全部下级' })),
};

export const reportQuery = checkedQuery(Type.Object(grounds, strict));
export const cellQuery = checkedQuery(
  Type.Object({ ...grounds, limit: Limit, after: After }, strict),
);
