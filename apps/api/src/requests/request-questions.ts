import { Query } from '@nestjs/cqrs';
import { isRefusal, type Refusal } from '@sunledger/decider';
import { type CaseName, type Office } from '@sunledger/disclosure-office';

import { queryHandler } from '../cqrs-handlers';
import { requestDetail, type RequestDetail } from './request-detail';
import { type RequestPage, requestPage, type RequestSearch } from './request-list';

/** A case as it stands. */
export class GetRequest extends Query<RequestDetail | Refusal> {
  constructor(readonly name: CaseName) {
    super();
  }
}

/** The cases that fit, page by page. */
export class ListRequests extends Query<RequestPage> {
  constructor(readonly search: RequestSearch) {
    super();
  }
}

/** The history of a case, step by step. */
export class ReplayRequest extends Query<Awaited<ReturnType<Office['replay']>>> {
  constructor(
    readonly name: CaseName,
    readonly at?: string,
  ) {
    super();
  }
}

export const requestQueryHandlers = [
  queryHandler(GetRequest, async (office, { name }) => {
    const caseId = await office.findCase(name);
    return isRefusal(caseId) ? caseId : requestDetail(office, caseId);
  }),
  queryHandler(ListRequests, (office, { search }) => requestPage(office, search)),
  queryHandler(ReplayRequest, (office, { name, at }) => office.replay(name, at)),
];
