import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/** Under these names the framework notes which command or query a handler serves. */
const handlerMarks = ['__commandHandler__', '__queryHandler__'] as const;

/** Two handlers claim one command: which of them would run is an accident. */
export class SecondHandler extends Error {
  override readonly name = 'SecondHandler';

  constructor(readonly command: string) {
    super(`more than one handler for ${command}`);
  }
}

/** Refuses to start with two handlers for one command or query; the bus itself only warns. */
@Injectable()
export class OneHandlerEach implements OnModuleInit {
  constructor(private readonly modules: ModulesContainer) {}

  onModuleInit(): void {
    const served = new Set<unknown>();
    for (const handler of this.handlers()) {
      for (const mark of handlerMarks) {
        const target: unknown = Reflect.getMetadata(mark, handler);
        if (typeof target !== 'function') continue;
        if (served.has(target)) throw new SecondHandler(target.name);
        served.add(target);
      }
    }
  }

  private *handlers(): Generator<object> {
    for (const { providers } of this.modules.values()) {
      for (const { metatype } of providers.values()) {
        if (typeof metatype === 'function') yield metatype;
      }
    }
  }
}
