import { friday, monday, thursday, tuesday } from '@sunledger/working-days/testing';
import type { ReplayStep } from '@sunledger/disclosure-office';

import { dataDirectory, json, sunledger } from './command-line';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

interface Replayed {
  readonly caseId: string;
  readonly serialNumber: string;
  readonly steps: readonly ReplayStep[];
}

const replay = (serialNumber: string, ...options: readonly string[]) => [
  ...['replay', serialNumber, '--agency', 'taishitun'],
  ...options,
];

/** The lines of a printed history, without those that say who logged it when. */
const printed = async (...parameters: readonly string[]): Promise<string> => {
  const { code, out } = await sunledger(...parameters);
  expect(code).toBe(0);
  return out;
};

describe('the replay of a case', () => {
  const { remove } = dataDirectory();
  beforeAll(() => sunledger('demo'));
  afterAll(remove);

  // Worked out by hand on the calendar of 2019; each day a term moves to, and after which fact.
  it.each<[string, string, readonly (readonly [string, string | null])[]]>([
    [
      // 20 working days from 05-21, 端午 06-07 off; from 06-04 anew after the correction.
      'starts again when the corrected application is received',
      '2019-0004',
      [
        ['ApplicationRegistered', tuesday('2019-06-18')],
        ['CorrectionNoticeDispatched', null],
        ['CorrectionReceived', tuesday('2019-07-02')],
      ],
    ],
    [
      // 20 working days from 07-02, then ten more.
      'moves with the extension when the applicant is told',
      '2019-0005',
      [
        ['ApplicationRegistered', monday('2019-07-29')],
        ['ExtensionNotified', monday('2019-08-12')],
      ],
    ],
    [
      // 10-01 to 10-07 off, 09-29 and 10-12 worked; 09-30, 10-08, 10-09, 10-10 excluded. Before the
      // answer the longest time is assumed: 15 working days after sending, then after receipt.
      'leaves out the days on which another agency was asked',
      '2019-0006',
      [
        ['ApplicationRegistered', friday('2019-10-25')],
        ['AgencyConsulted', friday('2019-11-15')],
        ['AgencyLetterDelivered', monday('2019-11-18')],
        ['AgencyOpinionReceived', thursday('2019-10-31')],
      ],
    ],
  ])('%s', async (_case, serialNumber, expected) => {
    const { steps } = await json<Replayed>(...replay(serialNumber, '--json'));
    const moves = steps.filter(({ dueOn }, at) => at === 0 || dueOn !== steps[at - 1]?.dueOn);
    expect(moves.map(({ type, dueOn }) => [type, dueOn])).toEqual(expected);
    // Where the date moved there stands why, elsewhere nothing is repeated.
    for (const step of steps) {
      expect([step.type, step.dueBecause !== null]).toEqual([step.type, moves.includes(step)]);
    }
  });

  it('prints a history that a person can read', async () => {
    const text = await printed(...replay('2019-0004'));
    const lines = [
      '1. 2019-05-20  登记为 2019-0004：当面渠道，自然人',
      '答复期限：2019-06-18',
      '期限算法：自 2019-05-20 次日起计 20 个工作日；其间 9 天不计',
      '4. 2019-05-24  发出补正告知书（太政信补〔2019〕1号）',
      '状态：待补正；答复期限：—',
      '期限算法：等待申请人补正或缴费，此后期限重新起算',
      '6. 2019-06-03  收到补正后的申请',
      '状态：办理中；答复期限：2019-07-02',
      '期限算法：自 2019-06-03 次日起计 20 个工作日；其间 9 天不计',
      '10. 2019-06-20  签发答复（太政信答〔2019〕4号）：信息不存在',
      '状态：已签发未送出；答复期限：2019-07-02',
      '11. 2019-06-20  送出答复（邮寄）',
      '状态：已办结',
    ];
    let from = 0;
    for (const line of lines) {
      const found = text.indexOf(line, from);
      expect([line, found >= from]).toEqual([line, true]);
      from = found;
    }
    expect(text).not.toMatch(/赵丁|补偿的全部材料|演示联系方式/);
  });

  it('tells of the extension who approved it, for how long and until when', async () => {
    const text = await printed(...replay('2019-0005'));
    expect(text).toContain('2019-07-25  党政办公室主任批准延期 10 个工作日：需查阅历年档案');
    expect(text).toContain('告知申请人延期答复（太政信延〔2019〕1号），答复期限至 2019-08-12');
    expect(text).toContain('自 2019-07-01 次日起计 30 个工作日（含延期 10 个）；其间 12 天不计');
  });

  it('says that a term is provisional while an opinion is awaited', async () => {
    const text = await printed(...replay('2019-0006'));
    expect(text).toContain('状态：征求意见中；答复期限：2019-11-15（暂定）');
    expect(text).toContain('征求意见等扣除 4 个工作日');
  });

  it('stops at a date', async () => {
    const { steps } = await json<Replayed>(...replay('2019-0004', '--at', '2019-06-03', '--json'));
    expect(steps.at(-1)).toMatchObject({ type: 'CorrectionReceived', dueOn: '2019-07-02' });
    expect(steps).toHaveLength(6);
  });

  it('knows a case by its id as well as by its number', async () => {
    const { caseId } = await json<Replayed>(...replay('2019-0001', '--json'));
    const byId = await json<Replayed>('replay', caseId, '--json');
    expect(byId.serialNumber).toBe('2019-0001');
    const byNumber = await json<Replayed>('replay', '2019-0001', '--json');
    expect(byNumber).toEqual(byId);
  });
});
