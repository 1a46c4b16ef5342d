import { Controller, Get } from '@nestjs/common';
import { Query, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { defaultPolicy, type Policy, PolicySchema } from '@sunledger/policy';

import { queryHandler } from '../cqrs-handlers';
import { Described } from '../http/described';

export class GetPolicy extends Query<Policy> {}

export const policyHandlers = [queryHandler(GetPolicy, async ({ policy }) => policy)];

/** The points on which the law leaves a choice, and what this office chose. */
@ApiTags('policy')
@Controller('api/v1/policy')
export class PolicyController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Described({
    summary: '本机关的口径：法律未明确之处的选择及其含义',
    answer: Type.Object({
      policy: Type.Object({}, { additionalProperties: true }),
      switches: Type.Array(
        Type.Object({
          name: Type.String(),
          description: Type.String(),
          value: Type.Unknown(),
          default: Type.Unknown(),
        }),
      ),
    }),
  })
  async policy() {
    const policy = await this.queries.execute(new GetPolicy());
    return { policy, switches: switchesOf(policy) };
  }
}

const switchesOf = (policy: Policy) =>
  Object.entries(PolicySchema.properties).map(([key, { description = '' }]) => {
    // Object.entries forgets that its keys are the keys of the schema.
    const name = key as keyof Policy;
    return { name, description, value: policy[name], default: defaultPolicy[name] };
  });
