import { areFaults, readSettings } from '@sunledger/settings';
import { openOffice } from '@sunledger/wiring';

import { startApi } from './start-api';

/** Starts the API alone, with the settings of the environment; ends with the process. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if (areFaults(settings)) {
    for (const { variable, message } of settings) {
      process.stderr.write(`环境变量 ${variable}：${message}\n`);
    }
    process.exitCode = 2;
    return;
  }
  const open = await openOffice(settings);
  try {
    const api = await startApi({ office: open.office, host: settings.host, port: settings.port });
    process.stdout.write(`已启动：${api.url}（仅本机可访问；账户与权限尚未启用，不对外开放）\n`);
    const end = (): void => {
      void api.close().then(() => open.close());
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  } catch (error) {
    await open.close();
    process.stderr.write(`未能启动：${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

void main();
