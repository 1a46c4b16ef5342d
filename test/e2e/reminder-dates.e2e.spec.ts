import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freshDirectory, type Place, sunledger } from './command-line';

/** The worked examples of the domain reference (§2.5), each as the row of a ledger. */
const ledger = [
  '登记编号,收到日期,申请渠道,申请人类型,申请内容,补正告知日期,补正收到日期,征求意见发出日期,征求意见收到日期,延期告知日期,延期工作日数',
  '例1,2019-09-24,当面,自然人,规划,,,,,,',
  '例1延,2019-09-24,当面,自然人,规划,,,,,2019-10-25,20',
  '例2,2019-12-10,当面,自然人,规划,,,,,,',
  '例3,2019-12-20,当面,自然人,规划,,,,,,',
  '例4,2020-01-14,当面,自然人,规划,,,,,,',
  '例5,2021-09-10,当面,自然人,规划,2021-09-22,2021-10-13,,,,',
  '例6,2022-09-20,当面,自然人,规划,,,,,,',
  '例6延,2022-09-20,当面,自然人,规划,,,,,2022-10-21,20',
  '例7,2023-09-11,当面,自然人,规划,,,2023-09-15,2023-10-12,,',
  '例8,2023-09-11,当面,自然人,规划,,,2023-09-18,,,',
  '例9,2024-01-25,当面,自然人,规划,,,,,,',
  '例10,2025-09-15,当面,自然人,规划,,,,,,',
  '例11,2025-10-11,当面,自然人,规划,,,,,,',
  '例12,2026-02-05,当面,自然人,规划,,,,,,',
  '例13,2026-09-15,当面,自然人,规划,,,,,,',
  '例16,2019-05-14,当面,自然人,规划,,,,,,',
].join('\n');

/** Number, duty, its last day by the reference, the next day of work, and what is said of it then. */
const examples = [
  ['例1', '补正告知', '2019-10-09', '2019-10-10', 'nothing'],
  ['例1', '答复', '2019-10-25', '2019-10-28', 'overdue'],
  ['例1延', '答复', '2019-11-22', '2019-11-25', 'overdue'],
  ['例2', '答复', '2020-01-08', '2020-01-09', 'overdue'],
  // 19 January 2020 is a Sunday on which one works: its reminder goes out all the same.
  ['例3', '答复', '2020-01-19', '2020-01-20', 'overdue'],
  ['例4', '答复', '2020-02-18', '2020-02-19', 'overdue'],
  ['例5', '答复', '2021-11-10', '2021-11-11', 'overdue'],
  ['例6', '批准并告知延期', '2022-10-21', '2022-10-24', 'nothing'],
  ['例6', '答复', '2022-10-21', '2022-10-24', 'overdue'],
  ['例6延', '答复', '2022-11-18', '2022-11-21', 'overdue'],
  ['例7', '答复', '2023-11-03', '2023-11-06', 'overdue'],
  // The ledger has no day of arrival, so that the fifteen days are counted from posting.
  ['例8', '征求的意见', '2023-10-13（暂定）', '2023-10-16', 'overdue'],
  // A Sunday on which one works, again.
  ['例9', '补正告知', '2024-02-04', '2024-02-05', 'nothing'],
  ['例9', '答复', '2024-02-27', '2024-02-28', 'overdue'],
  ['例10', '答复', '2025-10-17', '2025-10-20', 'overdue'],
  ['例11', '答复', '2025-11-07', '2025-11-10', 'overdue'],
  ['例12', '补正告知', '2026-02-14', '2026-02-24', 'nothing'],
  ['例12', '答复', '2026-03-11', '2026-03-12', 'overdue'],
  ['例13', '答复', '2026-10-19', '2026-10-20', 'overdue'],
  // Received under the regulation of 2008: fifteen working days.
  ['例16', '答复', '2019-06-04', '2019-06-05', 'overdue'],
] as const;

describe('the reminders of the worked examples', () => {
  let place: Place;
  beforeAll(async () => {
    place = await freshDirectory();
    await sunledger('agency', 'add', 'sunvale', '--name', '阳光镇人民政府');
    const file = join(place.directory, 'examples.csv');
    writeFileSync(file, ledger);
    expect((await sunledger('import', file, '--agency', 'sunvale')).code).toBe(0);
  });
  afterAll(() => place.remove());

  const remindersAt = async (day: string): Promise<readonly string[]> => {
    const told = await sunledger('remind', '--dry-run', '--at', `${day}T10:00`);
    return told.out.split('\n').map((line) => line.trim());
  };

  it.each(examples)('%s %s: %s', async (number, duty, due, dayAfter, then) => {
    const about = `${number} ${duty}：期限 ${due}，`;
    expect(await remindersAt(due.slice(0, 10))).toContain(`${about}即将到期`);
    const later = (await remindersAt(dayAfter)).filter((line) =>
      line.startsWith(`${number} ${duty}`),
    );
    expect(later).toEqual(then === 'overdue' ? [`${about}已逾期`] : []);
  });

  it('wait on a day of rest, and go out on a Sunday on which one works', async () => {
    // Saturday 18 January 2020 is free, Sunday the 19th is worked.
    const [onSaturday] = await remindersAt('2020-01-18');
    expect(onSaturday).toContain('休息日不发提醒，2020-01-19 08:30（北京时间）起再发');
    expect((await remindersAt('2020-01-19'))[0]).toMatch(/^应发出提醒 \d+ 项/);
  });
});
