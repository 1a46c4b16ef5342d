import { type AgencyCommand } from '@sunledger/agency-register';
import type { Command } from 'commander';

import { orFail } from '../answers';
import { withOffice } from '../open-office';
import type { Terminal } from '../terminal';

export const addAgencyCommands = (program: Command, terminal: Terminal): void => {
  const agency = program.command('agency').description('机关及其上下级关系');

  agency
    .command('add <code>')
    .description('登记一个机关')
    .requiredOption('--name <名称>', '机关名称')
    .option('--parent <code>', '上级（汇总）机关代码')
    .option('--json', '输出 JSON')
    .action(async (code: string, options: { name: string; parent?: string; json?: boolean }) => {
      await withOffice(async (office, { actor }) => {
        const command: AgencyCommand = {
          type: 'AddAgency',
          on: office.calendars.today(),
          code,
          name: options.name,
          ...(options.parent === undefined ? {} : { parent: options.parent }),
        };
        orFail(await office.agencies.handle(code, command, { commandId: office.newId(), actor }));
        const added = { code, name: options.name, parent: options.parent ?? null };
        terminal.out(
          options.json === true ? JSON.stringify(added, null, 2) : `已登记 ${code} ${options.name}`,
        );
      });
    });

  agency
    .command('list')
    .description('列出全部机关')
    .option('--json', '输出 JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withOffice(async (office) => {
        const { position } = await office.parts.store.head();
        await office.parts.readModels.runner.waitFor(position);
        const agencies = await office.parts.readModels.agencies.list();
        if (json) terminal.out(JSON.stringify(agencies, null, 2));
        else if (agencies.length === 0) {
          terminal.out('尚未登记机关。用 agency add <代码> --name <名称> 登记第一个。');
        } else {
          for (const { code, name, parent } of agencies) {
            terminal.out(`${code}\t${name}${parent === null ? '' : `\t（上级 ${parent}）`}`);
          }
        }
      });
    });
};
