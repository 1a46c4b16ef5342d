import { Inject, type Provider, type Type } from '@nestjs/common';
import {
  type Command,
  CommandHandler,
  type ICommandHandler,
  type IQueryHandler,
  type Query,
  QueryHandler,
} from '@nestjs/cqrs';
import type { Office } from '@sunledger/disclosure-office';

import { OFFICE } from './office-token';

/** The thin handler of a command: what the office is told to do. */
export function commandHandler<Answer, Asked extends Command<Answer>>(
  command: Type<Asked>,
  handle: (office: Office, command: Asked) => Promise<Answer>,
): Type<ICommandHandler<Asked>> & Provider {
  @CommandHandler(command)
  class Handler implements ICommandHandler<Asked> {
    constructor(@Inject(OFFICE) private readonly office: Office) {}

    execute(asked: Asked): Promise<never> {
      // The framework infers the answer from the command; it is the one `handle` gives.
      return handle(this.office, asked) as Promise<never>;
    }
  }
  return Handler as Type<ICommandHandler<Asked>>;
}

/** The thin handler of a query: what the office is asked. */
export function queryHandler<Answer, Asked extends Query<Answer>>(
  query: Type<Asked>,
  handle: (office: Office, query: Asked) => Promise<Answer>,
): Type<IQueryHandler<Asked>> & Provider {
  @QueryHandler(query)
  class Handler implements IQueryHandler<Asked> {
    constructor(@Inject(OFFICE) private readonly office: Office) {}

    execute(asked: Asked): Promise<never> {
      // As above.
      return handle(this.office, asked) as Promise<never>;
    }
  }
  return Handler as Type<IQueryHandler<Asked>>;
}
