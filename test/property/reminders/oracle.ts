import { type Almanac, dayAfter } from './notices-by-hand';
import type { Cabinet } from './paper-file';
import { colourOf, type Due, dueInFile, dueInRemedy, dueOfAgency, sameAs } from './rules-by-hand';

/** The calendar as entered, and how it was before the newest notice. */
export interface Knowledge {
  readonly almanac: Almanac;
  readonly before: {
    readonly almanac: Almanac;
    /** The number of the entry by which the newest notice came in, and its date. */
    readonly entry: number;
    readonly publishedOn: string;
  } | null;
}

interface OracleAgency {
  readonly code: string;
  readonly addedOn: string;
  readonly reportBy: string;
  readonly top: boolean;
}

type Subject = Due & { readonly subject: string; readonly knownOn: string };

/** Says which reminders are due, from the paper files and the rules, run by run. */
export class Oracle {
  /** One line for each reminder, in the order in which they fall due. */
  readonly lines: string[] = [];
  private readonly said = new Set<string>();
  /** Reminders of a case whose date had been reminded of before under another date. */
  rearmedCount = 0;
  private readonly dates = new Map<string, string>();

  constructor(
    private readonly cabinet: Cabinet,
    private readonly agencies: readonly OracleAgency[],
  ) {}

  /** A run at an hour of a day: nothing in quiet hours (18:00 to 8:30) and on days of rest. */
  remind(day: string, hour: number, knowledge: Knowledge): void {
    const { almanac } = knowledge;
    if (hour < 8.5 || hour >= 18 || !almanac.works(day)) return;
    let before = dayAfter(day, -1);
    while (!almanac.works(before)) before = dayAfter(before, -1);
    for (const agency of this.agencies) {
      for (const due of this.subjects(agency, day, knowledge)) {
        const colour = colourOf(due, day, almanac);
        if (colour === '') continue;
        const key = `${agency.code} ${sameAs(due, colour, day)}`;
        if (this.said.has(key)) continue;
        const missed =
          due.knownOn < before &&
          colourOf(due, before, almanac) === colour &&
          !this.said.has(`${agency.code} ${sameAs(due, colour, before)}`);
        this.said.add(key);
        this.noteDate(agency.code, due);
        const { subject, what, which, dueOn } = due;
        this.lines.push(
          [day, agency.code, subject, what, which, dueOn, colour, missed ? '补' : ''].join(' '),
        );
      }
    }
  }

  private noteDate(agency: string, { subject, what, which, dueOn }: Subject): void {
    const thing = [agency, subject, what, which].join(' ');
    const earlier = this.dates.get(thing);
    if (earlier !== undefined && earlier !== dueOn) this.rearmedCount += 1;
    this.dates.set(thing, dueOn);
  }

  private subjects(agency: OracleAgency, day: string, knowledge: Knowledge): readonly Subject[] {
    const { almanac } = knowledge;
    const found: Subject[] = [];
    const since = `${day.slice(0, 4)}-01-01`;
    for (const due of dueOfAgency(agency, day, almanac, this.cabinet.filedReports)) {
      const report = since < agency.addedOn ? agency.addedOn : since;
      const notice = `${Number(due.which) - 1}-12-01`;
      found.push({ ...due, knownOn: due.what === 'annualReport' ? report : notice });
    }
    for (const file of this.cabinet.files) {
      if (file.agency !== agency.code) continue;
      const of = (calendar: Almanac) => dueInFile(file, calendar);
      found.push(...dated(`request-${file.caseId}`, file, of, knowledge));
    }
    for (const remedy of this.cabinet.remedies) {
      if (remedy.agency !== agency.code) continue;
      const of = (calendar: Almanac) => dueInRemedy(remedy, calendar);
      found.push(...dated(`remedy-${remedy.remedyId}`, remedy, of, knowledge));
    }
    return found;
  }
}

/** Since when a date is known: the last entry, or the notice that moved it where that is later. */
function dated(
  subject: string,
  paper: { readonly knownOn: string; readonly beganAt: number },
  of: (almanac: Almanac) => readonly Due[],
  { almanac, before }: Knowledge,
): readonly Subject[] {
  const due = of(almanac);
  const movable = before !== null && paper.beganAt < before.entry && due.length > 0;
  const earlier = movable ? of(before.almanac) : [];
  return due.map((one) => {
    const was = earlier.find(({ what, which }) => what === one.what && which === one.which);
    const moved = was !== undefined && was.dueOn !== one.dueOn;
    const publishedOn = moved && before !== null ? before.publishedOn : '';
    return { ...one, subject, knownOn: publishedOn > paper.knownOn ? publishedOn : paper.knownOn };
  });
}

export const expectedReminders = ({ lines }: Oracle): readonly string[] => lines;
