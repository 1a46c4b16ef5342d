import { Inject, Optional, type Provider, type Type } from '@nestjs/common';
import { type Command, CommandHandler, type Query, QueryHandler } from '@nestjs/cqrs';
import type { Office } from '@sunledger/disclosure-office';

import { OFFICE } from './office-token';
import { observedCommand } from './operation/observed-command';
import { type Operation, OPERATION } from './operation/operation';

/** The thin handler of a command: what the office is told to do. */
export function commandHandler<Answer, Asked extends Command<Answer>>(
  command: Type<Asked>,
  handle: (office: Office, command: Asked) => Promise<Answer>,
): Provider {
  @CommandHandler(command)
  class Handler {
    constructor(
      @Inject(OFFICE) private readonly office: Office,
      @Optional() @Inject(OPERATION) private readonly operation?: Operation,
    ) {}

    execute(asked: Asked): Promise<Answer> {
      return observedCommand(asked, () => handle(this.office, asked), this.operation?.metrics);
    }
  }
  return Handler;
}

/** The thin handler of a query: what the office is asked. */
export function queryHandler<Answer, Asked extends Query<Answer>>(
  query: Type<Asked>,
  handle: (office: Office, query: Asked) => Promise<Answer>,
): Provider {
  @QueryHandler(query)
  class Handler {
    constructor(@Inject(OFFICE) private readonly office: Office) {}

    execute(asked: Asked): Promise<Answer> {
      return handle(this.office, asked);
    }
  }
  return Handler;
}
