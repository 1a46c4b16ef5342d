/** Days as the oracle counts them: texts and the machine's own calendar, no library of ours. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const through = (from: string, to: string): readonly string[] =>
  from > to ? [] : [from, ...through(dayAfter(from), to)];

/** One notice of 国务院办公厅, typed from the table of the domain reference (§2.4). */
export interface Notice {
  readonly id: string;
  readonly publishedOn: string;
  readonly off: readonly string[];
  readonly worked: readonly string[];
}

export const noticesByHand: readonly Notice[] = [
  {
    id: 'cn-2019',
    publishedOn: '2018-12-06',
    off: [
      ...through('2019-06-07', '2019-06-09'),
      ...through('2019-09-13', '2019-09-15'),
      ...through('2019-10-01', '2019-10-07'),
    ],
    worked: ['2019-09-29', '2019-10-12'],
  },
  {
    id: 'cn-2020',
    publishedOn: '2019-11-21',
    off: [
      '2020-01-01',
      ...through('2020-01-24', '2020-01-30'),
      ...through('2020-04-04', '2020-04-06'),
      ...through('2020-05-01', '2020-05-05'),
      ...through('2020-06-25', '2020-06-27'),
      ...through('2020-10-01', '2020-10-08'),
    ],
    worked: [
      '2020-01-19',
      '2020-02-01',
      '2020-04-26',
      '2020-05-09',
      '2020-06-28',
      '2020-09-27',
      '2020-10-10',
    ],
  },
  {
    // The holiday was prolonged to 2 February; the planned working Saturday was cancelled.
    id: 'cn-2020-spring-festival',
    publishedOn: '2020-01-27',
    off: through('2020-01-31', '2020-02-02'),
    worked: [],
  },
  {
    id: 'cn-2021',
    publishedOn: '2020-11-25',
    off: [
      ...through('2021-01-01', '2021-01-03'),
      ...through('2021-02-11', '2021-02-17'),
      ...through('2021-04-03', '2021-04-05'),
      ...through('2021-05-01', '2021-05-05'),
      ...through('2021-06-12', '2021-06-14'),
      ...through('2021-09-19', '2021-09-21'),
      ...through('2021-10-01', '2021-10-07'),
    ],
    worked: [
      '2021-02-07',
      '2021-02-20',
      '2021-04-25',
      '2021-05-08',
      '2021-09-18',
      '2021-09-26',
      '2021-10-09',
    ],
  },
  {
    id: 'cn-2022',
    publishedOn: '2021-10-25',
    off: [
      ...through('2022-01-01', '2022-01-03'),
      ...through('2022-01-31', '2022-02-06'),
      ...through('2022-04-03', '2022-04-05'),
      ...through('2022-04-30', '2022-05-04'),
      ...through('2022-06-03', '2022-06-05'),
      ...through('2022-09-10', '2022-09-12'),
      ...through('2022-10-01', '2022-10-07'),
    ],
    worked: [
      '2022-01-29',
      '2022-01-30',
      '2022-04-02',
      '2022-04-24',
      '2022-05-07',
      '2022-10-08',
      '2022-10-09',
    ],
  },
];

/** The notices that have been entered so far, the last of them in force day by day. */
export class Almanac {
  private readonly days = new Map<string, boolean>();
  private readonly years = new Set<number>();

  constructor(readonly notices: readonly Notice[]) {
    for (const { id, off, worked } of notices) {
      for (const day of off) this.days.set(day, false);
      for (const day of worked) this.days.set(day, true);
      if (/^cn-\d{4}$/.test(id)) this.years.add(Number(id.slice(3)));
    }
  }

  works(day: string): boolean {
    const arranged = this.days.get(day);
    if (arranged !== undefined) return arranged;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  }

  knowsYear(year: number): boolean {
    return this.years.has(year);
  }

  /** The nth working day after a day, counted one by one. */
  nth(from: string, count: number): string {
    let day = from;
    for (let counted = 0; counted < count;) {
      day = dayAfter(day);
      if (this.works(day)) counted += 1;
    }
    return day;
  }

  /** Working days after one day up to and including another. */
  left(after: string, to: string): number {
    let count = 0;
    for (let day = dayAfter(after); day <= to; day = dayAfter(day)) {
      if (this.works(day)) count += 1;
    }
    return count;
  }
}
