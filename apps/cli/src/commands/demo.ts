import type { Office } from '@sunledger/disclosure-office';
import type { Command } from 'commander';

import { orFail, orRefuse } from '../answers';
import { demoCases, demoYear, prose, sectionTwo, township } from '../demo/township-2019';
import { withOffice } from '../open-office';
import type { Terminal } from '../terminal';

export const addDemoCommand = (program: Command, terminal: Terminal): void => {
  program
    .command('demo')
    .description('载入种子年报的乡镇（2019 年，七件申请）；可重复执行')
    .option('--json', '输出 JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withOffice(async (office, { port }) => {
        await loadDemo(office);
        if (json) {
          terminal.out(JSON.stringify({ agency: township }));
          return;
        }
        terminal.out(`已载入 ${township.name}（代码 ${township.code}）${demoYear} 年的七件申请。`);
        terminal.out(
          `看年报：npm run -s sunledger -- report --agency ${township.code} --year ${demoYear}`,
        );
        terminal.out(`看一案：npm run -s sunledger -- replay 2019-0006 --agency ${township.code}`);
        terminal.out(`网页：npm run -s sunledger -- start，然后打开 http://127.0.0.1:${port}/`);
      });
    });
};

/** Loads the township; every command has an id of its own, so loading again changes nothing. */
export async function loadDemo(office: Office): Promise<void> {
  const { code, name } = township;
  const context = (...id: readonly (string | number)[]) => ({
    commandId: office.commandId('demo', ...id),
    actor: 'demo',
    source: 'demo',
  });
  const on = office.calendars.today();
  orFail(
    await office.agencies.handle(code, { type: 'AddAgency', on, code, name }, context('agency')),
  );
  for (const [number, { registration, course }] of demoCases.entries()) {
    const registered = orRefuse(
      await office.requests.register({ ...registration, agency: code }, context('case', number)),
    );
    orFail(registered);
    const { caseId = '' } = registered as { caseId?: string };
    for (const [step, command] of course.entries()) {
      orFail(await office.requests.handle(caseId, command, context('case', number, step)));
    }
  }
  orFail(
    await office.reports.file(
      code,
      demoYear,
      { type: 'EnterActiveDisclosure', on, figures: sectionTwo, source: '2019 年度报告公布文本' },
      context('section-two'),
    ),
  );
  for (const [section, text] of Object.entries(prose)) {
    // Object.entries forgets that its keys are sections.
    const entry = { type: 'EnterProse', on, section: section as keyof typeof prose, text } as const;
    orFail(await office.reports.file(code, demoYear, entry, context('prose', section)));
  }
}
