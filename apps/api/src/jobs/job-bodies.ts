import { Type } from '@sinclair/typebox';
import { officeJobs } from '@sunledger/jobs';

import { checked, checkedQuery } from '../http/checked';
import { After, Limit, strict } from '../http/fields';
import { JobStateName } from './job-answers';

/** What a list of jobs can be asked for. */
export const jobsQuery = checkedQuery(
  Type.Object(
    {
      state: Type.Optional(JobStateName),
      kind: Type.Optional(
        Type.String({
          maxLength: 100,
          description: `任务种类：${officeJobs.map(({ name }) => name).join('、')}`,
        }),
      ),
      limit: Limit,
      after: After,
    },
    strict,
  ),
);

/** A command that says all there is to say by its address. */
export const noWords = checked(Type.Object({}, strict));

export const freezeJobBody = checked(
  Type.Object(
    {
      agency: Type.String({ minLength: 1, maxLength: 100, description: '机关代码' }),
      year: Type.Integer({ minimum: 2008, maximum: 2999, description: '年度' }),
      acceptedWarnings: Type.Optional(
        Type.Array(
          Type.Object(
            {
              id: Type.String({ minLength: 1, maxLength: 100, description: '提示的编号' }),
              reason: Type.String({
                minLength: 1,
                maxLength: 4_000,
                description: '仍予定稿的理由',
              }),
            },
            strict,
          ),
          { maxItems: 200, description: '经核对仍予定稿的提示' },
        ),
      ),
    },
    strict,
  ),
);
