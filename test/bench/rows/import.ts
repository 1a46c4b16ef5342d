import { writeFileSync } from 'node:fs';

import { ledgerColumns } from '@sunledger/ledger';
import { officialCalendar } from '@sunledger/working-days';

import type { Bench, BenchRun } from '../bench-run';
import { Random } from '../city/random';
import type { Row } from '../outcome';
import { sunledger } from '../processes/sunledger';
import { memoryRow, onEachStore } from '../stores/each-store';

const agency = 'bench';
const ledgerSeed = 14_000;
const msPerSecond = 1_000;

/** A ledger of one busy agency: three years, most rows answered, some corrected or extended. */
function ledgerText(rowCount: number): string {
  const random = new Random(ledgerSeed);
  const view = officialCalendar.asKnownOn('2024-01-01');
  const after = (date: string, days: number) => view.addWorkingDays(date, days).on;
  const names = ledgerColumns.requests.map(({ name }) => name);
  const lines = Array.from({ length: rowCount }, (_, at) => {
    const month = String(1 + random.below(12)).padStart(2, '0');
    const receivedOn = view.nextWorkingDay(`${2020 + random.below(3)}-${month}-15`);
    const corrected = random.next() < 0.1;
    const start = corrected ? after(receivedOn, 12) : receivedOn;
    const extended = random.next() < 0.1;
    const values: Readonly<Record<string, string>> = {
      登记编号: `${receivedOn.slice(0, 4)}-${String(at + 1).padStart(5, '0')}`,
      收到日期: receivedOn,
      申请渠道: random.pick(['网络', '邮寄', '当面']),
      申请人类型: random.pick(['自然人', '自然人', '自然人', '商业企业']),
      申请人: `申请人${at + 1}`,
      证件号码: `CARD${String(at + 1).padStart(8, '0')}`,
      联系方式: '甲市第一区第一街 1 号',
      申请内容: `申请公开第 ${at + 1} 号地块的征收补偿安置方案和评估报告。`,
      ...(corrected
        ? { 补正告知日期: after(receivedOn, 4), 补正收到日期: after(receivedOn, 12) }
        : {}),
      ...(extended ? { 延期告知日期: after(start, 15), 延期工作日数: '20' } : {}),
      答复日期: after(start, extended ? 30 : 12),
      处理结果: random.pick(['信息不存在', '予以公开', '信息不存在', '部分公开']),
      答复文号: `信答〔${receivedOn.slice(0, 4)}〕${at + 1}号`,
    };
    return names.map((name) => values[name] ?? '').join(',');
  });
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

const figuresOf = (rows: string) => ({
  import: `import a ledger of ${rows} rows on the command line`,
  'import-memory': 'most memory resident in that import',
});

async function measure(run: BenchRun): Promise<readonly Row[]> {
  const { ledgerRowCount } = run.scale;
  const file = run.path('ledger.csv');
  writeFileSync(file, ledgerText(ledgerRowCount));
  const figures = figuresOf(ledgerRowCount.toLocaleString('en-US'));
  return onEachStore(run, { database: 'ledger', figures }, async (on) => {
    const { readModelsUrl } = on.place;
    const place = { dataDirectory: run.path('import'), readModelsUrl };
    await sunledger(place, 'agency', 'add', agency, '--name', '甲市第一局');
    const words = ['import', file, '--agency', agency];
    const server = on.watchServer();
    const first = await sunledger(place, ...words);
    const memory = { processMib: first.peakMib, serverMib: server?.end() };
    const again = await sunledger(place, ...words);
    return [
      {
        ...on.about('import'),
        unit: 's',
        measured: first.milliseconds / msPerSecond,
        target: { none: true },
        note: 'checked whole, sealed, appended in one transaction and projected, start to end of the process',
        details: { secondImportSeconds: again.milliseconds / msPerSecond },
      },
      memoryRow(on, 'import-memory', memory),
    ];
  });
}

/** A year's ledgers of a busy agency, all or nothing. */
export const importBench: Bench = { rows: Object.keys(figuresOf('')), run: measure };
