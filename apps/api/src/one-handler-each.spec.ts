import { Command } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';

import { commandHandler } from './cqrs-handlers';
import { OFFICE } from './office-token';
import { OneHandlerEach, SecondHandler } from './one-handler-each';

class Stamp extends Command<string> {}
class File extends Command<string> {}

const stamping = commandHandler(Stamp, async () => 'stamped');
const stampingToo = commandHandler(Stamp, async () => 'stamped twice');
const filing = commandHandler(File, async () => 'filed');

describe('the handlers of commands', () => {
  const started = async (...handlers: (typeof stamping)[]) => {
    const providers = [{ provide: OFFICE, useValue: {} }, OneHandlerEach, ...handlers];
    const module = await Test.createTestingModule({ providers }).compile();
    return module.init();
  };

  it('start with one for each', async () => {
    await expect(started(stamping, filing)).resolves.toBeDefined();
  });

  it('do not start with two for one command', async () => {
    await expect(started(stamping, filing, stampingToo)).rejects.toThrow(SecondHandler);
  });
});
