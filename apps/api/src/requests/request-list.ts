import { type Static, Type } from '@sinclair/typebox';
import { type CaseStatus, caseStatuses, caseStatusLabels } from '@sunledger/disclosure-case';
import type { Office } from '@sunledger/disclosure-office';
import type { CaseListEntry, CaseListQuestion } from '@sunledger/projections';

import { cursorOf, readCursor } from '../http/cursor';
import { agencyCodes, findCases } from '../read-side';
import { After, Limit, OnDate, pageLimitDefault, strict } from '../http/fields';

const Day = (description: string) => Type.Optional(Type.String({ ...OnDate, description }));
const sorts = ['receivedOn', 'dueOn', 'serialNumber'] as const;

const searched = {
  agency: Type.Optional(Type.String({ maxLength: 100, description: '机关代码' })),
  rollup: Type.Optional(Type.Boolean({ description: '含该机关的全部下级' })),
  status: Type.Optional(
    Type.String({
      maxLength: 200,
      description: `状态，可用逗号列出多个：${caseStatuses.join('、')}`,
    }),
  ),
  text: Type.Optional(
    Type.String({ maxLength: 100, description: '登记编号的开头，或完整的答复文号' }),
  ),
  registerYear: Type.Optional(Type.Integer({ description: '登记年度' })),
  receivedFrom: Day('收到日期自'),
  receivedThrough: Day('收到日期至'),
  closedFrom: Day('办结日期自'),
  closedThrough: Day('办结日期至'),
  dueThrough: Day('答复期限至'),
  overdueOn: Day('该日已逾期未办结'),
  sort: Type.Optional(
    Type.Union(
      sorts.map((sort) => Type.Literal(sort)),
      { description: '排序（缺省 receivedOn）' },
    ),
  ),
  descending: Type.Optional(Type.Boolean({ description: '倒序' })),
  limit: Limit,
  after: After,
};

/** What the list can be asked for in an address: nothing that identifies a person. */
export const RequestSearchQuery = Type.Object(searched, strict);

/** As the query, and look-up by name or document number, which must not stand in an address. */
export const RequestSearchBody = Type.Object(
  {
    ...searched,
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: '申请人姓名或名称（全名）' }),
    ),
    documentNumber: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: '证件号码' }),
    ),
  },
  strict,
);

export type RequestSearch = Static<typeof RequestSearchBody>;

/** The value sorted by, and the case. */
const cursorParts = 2;

/** One line of the list, with its status in words. */
export type RequestLine = CaseListEntry & { readonly statusLabel: string };

export interface RequestPage {
  readonly requests: readonly RequestLine[];
  readonly next: string | null;
  readonly count: number;
  /** False where there are more than are counted. */
  readonly countIsExact: boolean;
}

/** A page of the list, including what was just logged. */
export async function requestPage(office: Office, search: RequestSearch): Promise<RequestPage> {
  const { vault } = office.parts;
  const { agency, rollup, status, name, documentNumber, limit, after, ...rest } = search;
  const question: CaseListQuestion = {
    ...rest,
    ...(agency === undefined
      ? {}
      : { agencies: await agencyCodes(office, agency, rollup === true) }),
    ...(status === undefined ? {} : { status: statusesOf(status) }),
    ...(name === undefined ? {} : { nameHash: vault.lookupHash('name', name) }),
    ...(documentNumber === undefined
      ? {}
      : { documentHash: vault.lookupHash('documentNumber', documentNumber) }),
    limit: limit ?? pageLimitDefault,
    ...(after === undefined ? {} : { after: readCursor(after, cursorParts) }),
  };
  const page = await findCases(office, question);
  return {
    requests: page.entries.map((entry) => ({
      ...entry,
      statusLabel: caseStatusLabels[entry.status],
    })),
    next: page.next === null ? null : cursorOf(page.next),
    count: page.count,
    countIsExact: page.countIsExact,
  };
}

/** Unknown words select nothing rather than everything. */
const statusesOf = (text: string): readonly CaseStatus[] => {
  const words = text.split(',').map((word) => word.trim());
  return caseStatuses.filter((status) => words.includes(status));
};
