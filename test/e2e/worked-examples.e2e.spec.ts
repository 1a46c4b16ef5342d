import {
  friday,
  monday,
  saturday,
  sunday,
  thursday,
  tuesday,
  wednesday,
} from '@sunledger/working-days/testing';

import { dataDirectory, json, sunledger } from './command-line';

/** What `deadline --json` promises (the contract's fields and the terms of others). */
interface DeadlineJson {
  readonly ruleSet?: string;
  readonly correctionNoticeDueOn?: string | null;
  readonly plainDueOn?: string;
  readonly baseDueOn?: string;
  readonly dueOn?: string;
  readonly provisional?: boolean;
  readonly excludedWorkingDays?: number;
  readonly opinionDueOn?: string;
  readonly paymentDueOn?: string;
  readonly reviewDueOn?: string;
  readonly workings?: readonly {
    readonly on: string;
    readonly counted: boolean;
    readonly day: number | null;
    readonly why: string;
  }[];
}

interface Example {
  readonly name: string;
  readonly options: readonly string[];
  readonly expected: DeadlineJson;
}

// The worked examples, each date with its weekday, which the helpers check.
const examples: readonly Example[] = [
  {
    name: '1 counts Sunday 09-29 and Saturday 10-12 as worked',
    options: ['--received', tuesday('2019-09-24')],
    expected: {
      correctionNoticeDueOn: wednesday('2019-10-09'),
      dueOn: friday('2019-10-25'),
      provisional: false,
    },
  },
  {
    name: '1 with the full extension',
    options: ['--received', tuesday('2019-09-24'), '--extended', friday('2019-10-25')],
    expected: { baseDueOn: friday('2019-10-25'), dueOn: friday('2019-11-22') },
  },
  {
    name: '2 crosses the new year',
    options: ['--received', tuesday('2019-12-10')],
    expected: { dueOn: wednesday('2020-01-08') },
  },
  {
    name: '3 ends on a make-up Sunday',
    options: ['--received', friday('2019-12-20')],
    expected: { dueOn: sunday('2020-01-19') },
  },
  {
    name: '4 by the first calendar of 2020',
    options: ['--received', tuesday('2020-01-14'), '--known-at', sunday('2020-01-26')],
    expected: { dueOn: friday('2020-02-14') },
  },
  {
    name: '4 after the notice of 2020-01-27',
    options: ['--received', tuesday('2020-01-14'), '--known-at', monday('2020-01-27')],
    expected: { dueOn: tuesday('2020-02-18') },
  },
  {
    name: '5 starts again when the correction is received',
    options: [
      ...['--received', friday('2021-09-10')],
      ...['--correction-requested', wednesday('2021-09-22')],
      ...['--corrected', wednesday('2021-10-13')],
    ],
    expected: {
      correctionNoticeDueOn: wednesday('2021-09-22'),
      plainDueOn: thursday('2021-10-14'),
      dueOn: wednesday('2021-11-10'),
    },
  },
  {
    name: '6 with an extension of 20 working days',
    options: ['--received', tuesday('2022-09-20'), '--extended', `${friday('2022-10-21')}:20`],
    expected: { baseDueOn: friday('2022-10-21'), dueOn: friday('2022-11-18') },
  },
  {
    name: '7 excludes 15 working days of consultation',
    options: [
      ...['--received', monday('2023-09-11')],
      ...['--consulted', `${friday('2023-09-15')}..${thursday('2023-10-12')}`],
    ],
    expected: {
      plainDueOn: friday('2023-10-13'),
      dueOn: friday('2023-11-03'),
      excludedWorkingDays: 15,
    },
  },
  {
    name: '8 the silent third party',
    options: ['--letter-received', monday('2023-09-18')],
    expected: { opinionDueOn: friday('2023-10-13') },
  },
  {
    name: '9 the seventh day is a make-up Sunday',
    options: ['--received', thursday('2024-01-25')],
    expected: { correctionNoticeDueOn: sunday('2024-02-04'), dueOn: tuesday('2024-02-27') },
  },
  {
    name: '10',
    options: ['--received', monday('2025-09-15')],
    expected: { dueOn: friday('2025-10-17') },
  },
  {
    name: '11 received on a make-up Saturday',
    options: ['--received', saturday('2025-10-11')],
    expected: { dueOn: friday('2025-11-07') },
  },
  {
    name: '12 across the nine-day holiday',
    options: ['--received', thursday('2026-02-05')],
    expected: { correctionNoticeDueOn: saturday('2026-02-14'), dueOn: wednesday('2026-03-11') },
  },
  {
    name: '13',
    options: ['--received', tuesday('2026-09-15')],
    expected: { dueOn: monday('2026-10-19') },
  },
  {
    name: '14 excludes the union of two overlapping consultations',
    options: [
      ...['--received', monday('2026-04-13')],
      ...['--consulted', `${monday('2026-04-20')}..${tuesday('2026-05-12')}`],
      ...['--consulted', `${friday('2026-04-24')}..${friday('2026-05-08')}`],
    ],
    expected: {
      plainDueOn: wednesday('2026-05-13'),
      dueOn: tuesday('2026-06-02'),
      excludedWorkingDays: 14,
    },
  },
  {
    name: '14 with the full extension',
    options: [
      ...['--received', monday('2026-04-13')],
      ...['--consulted', `${monday('2026-04-20')}..${tuesday('2026-05-12')}`],
      ...['--consulted', `${friday('2026-04-24')}..${friday('2026-05-08')}`],
      ...['--extended', tuesday('2026-06-02')],
    ],
    expected: { baseDueOn: tuesday('2026-06-02'), dueOn: wednesday('2026-07-01') },
  },
  {
    name: '15 the fee: limit of payment, and restart after it',
    options: [
      ...['--received', monday('2025-03-10')],
      ...['--fee-notice-delivered', tuesday('2025-03-25')],
      ...['--paid', tuesday('2025-04-15')],
    ],
    expected: { paymentDueOn: wednesday('2025-04-23'), dueOn: thursday('2025-05-15') },
  },
  {
    name: '16 the old regulation: 15 working days',
    options: ['--received', tuesday('2019-05-14')],
    expected: { ruleSet: 'regulation-2008', dueOn: tuesday('2019-06-04') },
  },
  {
    name: '16 if the new regulation applied',
    options: [
      ...['--received', tuesday('2019-05-14')],
      ...['--policy', 'preMay2019Regime=newRegulation'],
    ],
    expected: { ruleSet: 'regulation-2019', dueOn: wednesday('2019-06-12') },
  },
  {
    name: '17 sixty days to ask for a review, rolled off the holiday',
    options: ['--reply-delivered', tuesday('2025-08-05')],
    expected: { reviewDueOn: thursday('2025-10-09') },
  },
];

describe('the worked examples of the term, on the command line', () => {
  const { remove } = dataDirectory();
  afterAll(remove);

  it.each(examples)('$name', async ({ options, expected }) => {
    const answer = await json<DeadlineJson>('deadline', ...options, '--json');
    expect(answer).toMatchObject(expected);
  });

  it('prints a working-out in which the counted days are the term', async () => {
    const answer = await json<DeadlineJson>('deadline', '--received', '2019-09-24', '--json');
    const counted = (answer.workings ?? []).filter((line) => line.counted);
    expect(counted.map(({ day }) => day)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(counted.map(({ on }) => on)).toContain(sunday('2019-09-29'));
    expect(counted.at(-1)?.on).toBe(friday('2019-10-25'));
  });

  it.each([
    // Received on Tuesday 2019-09-24 the term ends on Friday 2019-10-25 (example 2).
    [['--extended', '2019-10-28'], 'extension-notice-after-due', '2019-10-25'],
    [['--extended', '2019-10-25:21'], 'extension-too-long', '20'],
    [['--extended', '2019-09-20'], 'date-before-receipt', '2019-09-24'],
  ])('refuses an extension that extends nothing: %j', async (options, code, told) => {
    const answer = await sunledger('deadline', '--received', '2019-09-24', ...options);
    expect([answer.code, answer.out]).toEqual([1, '']);
    expect(answer.err).toContain(`未办理（${code}）`);
    expect(answer.err).toContain(told);
  });

  it('says that a date beyond the published calendar is provisional', async () => {
    const answer = await json<DeadlineJson>('deadline', '--received', '2026-12-15', '--json');
    expect(answer.provisional).toBe(true);
  });
});
