import { Command, CommanderError } from 'commander';

import { addAccountCommands } from './commands/account';
import { addAgencyCommands } from './commands/agency';
import { addBackupCommands } from './commands/backup';
import { addCalendarCommands } from './commands/calendar';
import { addCloseYearCommand } from './commands/close-year';
import { addDeadlineCommand } from './commands/deadline';
import { addDemoCommand } from './commands/demo';
import { addExportCommand } from './commands/export';
import { addImportCommand } from './commands/import';
import { addImportLogCommand } from './commands/import-log';
import { addJobsCommands } from './commands/jobs';
import { addRebuildCommand } from './commands/rebuild';
import { addRemindCommand } from './commands/remind';
import { addReplayCommand } from './commands/replay';
import { addReportCommand } from './commands/report';
import { addRestoreCommand } from './commands/restore';
import { addStartCommand } from './commands/start';
import { addVerifyCommand } from './commands/verify';
import { failureLine } from './failures';
import { CommandRefused, processTerminal, type Terminal, UsageFault } from './terminal';
import { usageWords } from './usage-words';

/** Exit codes: the command was carried out, refused, or not understood. */
export const exitCodes = { done: 0, refused: 1, wrongUsage: 2 } as const;

/** The whole command line. */
export function sunledgerProgram(terminal: Terminal): Command {
  const program = new Command('sunledger')
    .description('阳光台账：政府信息公开申请办理与年度报告')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(usageWords(text)),
    })
    .showHelpAfterError('（用 --help 查看用法）');
  addStartCommand(program, terminal);
  addDemoCommand(program, terminal);
  addAgencyCommands(program, terminal);
  addAccountCommands(program, terminal);
  addImportCommand(program, terminal);
  addCloseYearCommand(program, terminal);
  addReportCommand(program, terminal);
  addDeadlineCommand(program, terminal);
  addReplayCommand(program, terminal);
  addRemindCommand(program, terminal);
  addVerifyCommand(program, terminal);
  addExportCommand(program, terminal);
  addImportLogCommand(program, terminal);
  addBackupCommands(program, terminal);
  addRestoreCommand(program, terminal);
  addJobsCommands(program, terminal);
  addRebuildCommand(program, terminal);
  addCalendarCommands(program, terminal);
  return program;
}

/** Runs one command line and answers with its exit code; never throws for what a user can cause. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  try {
    await sunledgerProgram(terminal).parseAsync([...argv]);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    }
    if (error instanceof UsageFault) {
      terminal.err(`用法有误：${error.message}`);
      return exitCodes.wrongUsage;
    }
    if (error instanceof CommandRefused) {
      terminal.err(`未办理（${error.code}）：${error.message}`);
      return exitCodes.refused;
    }
    terminal.err(failureLine(error));
    return exitCodes.refused;
  }
}
