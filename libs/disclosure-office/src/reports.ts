import { createHash } from 'node:crypto';

import {
  type AnnualReport,
  type CaseFact,
  type CellRef,
  definitionForYear,
  deriveReport,
  differences,
  enteredActiveDisclosure,
  type Listing,
  noFiling,
  type Page,
  type PreviousCarriedOut,
  type ReportDifferences,
  reportFiling,
  type ReportFiling,
  type ReportFilingCommand,
  type ReportFilingEvent,
  type ReportFilingRefusal,
  reportPeriod,
  type ReportRefusal,
  selectorOf,
  sumActiveDisclosure,
} from '@sunledger/annual-report';
import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import type { Calendars } from './calendars';
import { handleCommand, type Outcome } from './command-handler';
import { reportStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';

export interface ReportQuestion {
  readonly agency: string;
  readonly year: number;
  /** Cut-off, a plain date; the year's last day when left out. */
  readonly asOf?: IsoDate;
  /** State of knowledge, an instant; what is known now when left out. */
  readonly knownAt?: string;
  /** Adds up the agency and everything below it. */
  readonly rollup?: boolean;
}

export type ReportAnswer = AnnualReport | Refusal<ReportRefusal | 'agency-unknown'>;

/** An agency of a roll-up whose own report is missing or does not balance. */
export interface RollupFault {
  readonly agency: string;
  readonly code: 'report-not-frozen' | 'report-does-not-balance';
}

const pageLimit = 1000;

/** Annual reports: derived, drilled into, frozen, filed, corrected. */
export class Reports {
  constructor(
    private readonly parts: OfficeParts,
    private readonly calendars: Calendars,
  ) {}

  /** The position up to which was known at the instant; the whole log without one. */
  private async knowledge(knownAt: string | undefined) {
    const position =
      knownAt === undefined
        ? (await this.parts.store.head()).position
        : await this.parts.store.positionAt(knownAt);
    await this.parts.readModels.runner.waitFor(position);
    return position;
  }

  /** The instant of the last fact known, so that an unchanged log prints an unchanged report. */
  private async instantOf(position: number): Promise<string> {
    return (await this.parts.store.instantAt(position)) ?? '1970-01-01T00:00:00.000Z';
  }

  /**
   * The place in this store of what a report writes down as `logPosition`: the length of the log,
   * which stays the same when the log moves to another store.
   */
  private placeOf({ logPosition }: Pick<AnnualReport, 'logPosition'>): Promise<number> {
    return this.parts.store.positionOf(Number(logPosition));
  }

  private async filingOf(agency: string, year: number, position: number): Promise<ReportFiling> {
    const logged = await this.parts.store.readStream(reportStream(agency, year));
    return (
      logged
        .filter((event) => event.position <= position)
        // The catalogue has checked each event against the schema of its type.
        .map((event) => event as unknown as ReportFilingEvent)
        .reduce(reportFiling.evolve, noFiling)
    );
  }

  private async activeDisclosure(agencies: readonly string[], year: number, position: number) {
    const definition = definitionForYear(year);
    if (isRefusal(definition)) return undefined;
    const entered = [];
    for (const agency of agencies) {
      const figures = enteredActiveDisclosure(
        await this.filingOf(agency, year, position),
        definition,
      );
      if (figures !== undefined) entered.push(figures);
    }
    return entered.length === 0 ? undefined : sumActiveDisclosure(definition, entered);
  }

  /** 上年结转 is reconciled to what was printed last year, where that was frozen. */
  private async previousCarriedOut(
    agency: string,
    year: number,
    position: number,
  ): Promise<PreviousCarriedOut | undefined> {
    const { content } = await this.filingOf(agency, year - 1, position);
    const figures = content?.tables.applications['carriedOut'];
    if (content === null || figures === undefined) return undefined;
    // Row figures are keyed by the columns of section 三, which is what continuity compares.
    return { figures };
  }

  /** The annual report of one agency (or of its tree), as of a date, as known at an instant. */
  async derive(question: ReportQuestion): Promise<ReportAnswer> {
    const { agency: code, year, rollup = false } = question;
    const position = await this.knowledge(question.knownAt);
    const agency = await this.parts.readModels.agencies.get(code);
    if (agency === undefined) return refuse('agency-unknown', { agency: code });
    const agencies = rollup ? await this.parts.readModels.agencies.subtree(code) : [code];
    const printed = rollup ? undefined : await this.previousCarriedOut(code, year, position);
    const entered = await this.activeDisclosure(agencies, year, position);
    return deriveReport({
      agency: { code, name: agency.name },
      agencies,
      year,
      asOf: question.asOf ?? `${year}-12-31`,
      knownAt: question.knownAt ?? (await this.instantOf(position)),
      logPosition: String(await this.parts.store.lengthAt(position)),
      policy: this.parts.policy,
      source: this.parts.readModels.reportSource(position),
      ...(entered === undefined ? {} : { activeDisclosure: entered }),
      ...(printed === undefined ? {} : { previousCarriedOut: printed }),
    });
  }

  /** The cases behind one cell of section 三, page by page. */
  async casesInCell(
    question: ReportQuestion,
    cell: CellRef,
    page: Page,
  ): Promise<Listing<CaseFact> | Refusal> {
    const { agency, year, rollup = false } = question;
    const definition = definitionForYear(year);
    if (isRefusal(definition)) return definition;
    const agencies = rollup ? await this.parts.readModels.agencies.subtree(agency) : [agency];
    const period = reportPeriod(agencies, year, question.asOf ?? `${year}-12-31`);
    if (isRefusal(period)) return period;
    const selector = selectorOf(definition, cell, period, this.parts.policy);
    if (isRefusal(selector)) return selector;
    const position = await this.knowledge(question.knownAt);
    return this.parts.readModels.reportSource(position).listCases(selector, page);
  }

  /** Digest of every case that counts, by which a frozen list can be recognised again. */
  private async caseListDigest(question: ReportQuestion, position: number): Promise<string> {
    const hash = createHash('sha256');
    const source = this.parts.readModels.reportSource(position);
    const selector = {
      agencies: [question.agency],
      receivedThrough: `${question.year}-12-31`,
      notClosedBefore: `${question.year}-01-01`,
    };
    for (let after: string | null | undefined; after !== null;) {
      const page: Page = after === undefined ? { limit: pageLimit } : { limit: pageLimit, after };
      const { entries, next } = await source.listCases(selector, page);
      for (const fact of entries) hash.update(`${JSON.stringify(fact)}\n`);
      after = next;
    }
    return hash.digest('hex');
  }

  /** What changed in section 三 since the report was frozen, by case and by cell. */
  async changesSinceFreeze(agency: string, year: number): Promise<ReportDifferences | Refusal> {
    const position = await this.knowledge(undefined);
    const { content } = await this.filingOf(agency, year, position);
    if (content === null) return refuse('report-not-frozen', { agency, year });
    const definition = definitionForYear(year);
    if (isRefusal(definition)) return definition;
    const period = reportPeriod([agency], year, `${year}-12-31`);
    if (isRefusal(period)) return period;
    const frozenAt = await this.placeOf(content);
    const changed = await this.parts.readModels.changedSince(frozenAt, [agency]);
    return differences(changed.before, changed.now, {
      definition,
      period,
      policy: this.parts.policy,
    });
  }

  /** One step of a report's filing: section 二, prose, freeze, approval, publication, correction. */
  file(
    agency: string,
    year: number,
    command: ReportFilingCommand,
    context: CommandContext,
  ): Promise<Outcome<ReportFilingRefusal>> {
    return handleCommand<ReportFilingRefusal>(
      this.parts,
      {
        stream: reportStream(agency, year),
        decide: async (logged) => {
          const events = logged as unknown as readonly ReportFilingEvent[];
          const filing = events.reduce(reportFiling.evolve, noFiling);
          const facts = { agency, year, today: this.calendars.today() };
          return reportFiling.decide(command, filing, facts);
        },
      },
      context,
    );
  }

  /** Derives the report as it stands and freezes it: query, position, result and case list. */
  async freeze(
    agency: string,
    year: number,
    acceptedWarnings: readonly { readonly id: string; readonly reason: string }[],
    context: CommandContext,
  ): Promise<Outcome<ReportFilingRefusal | ReportRefusal | 'agency-unknown'>> {
    const report = await this.derive({ agency, year });
    if (isRefusal(report)) return report;
    const digest = await this.caseListDigest({ agency, year }, await this.placeOf(report));
    const on = this.calendars.today();
    return this.file(
      agency,
      year,
      { type: 'FreezeReport', on, report, caseListDigest: digest, acceptedWarnings },
      context,
    );
  }

  /** Corrects a published report with the difference since it was frozen. */
  async correct(
    agency: string,
    year: number,
    words: {
      readonly reason: string;
      readonly approvedBy: string;
      readonly acceptedWarnings?: readonly { readonly id: string; readonly reason: string }[];
    },
    context: CommandContext,
  ): Promise<Outcome> {
    const changes = await this.changesSinceFreeze(agency, year);
    if (isRefusal(changes)) return changes;
    const report = await this.derive({ agency, year });
    if (isRefusal(report)) return report;
    return this.file(
      agency,
      year,
      {
        type: 'CorrectReport',
        on: this.calendars.today(),
        reason: words.reason,
        approvedBy: words.approvedBy,
        acceptedWarnings: words.acceptedWarnings ?? [],
        report,
        caseListDigest: await this.caseListDigest({ agency, year }, await this.placeOf(report)),
        differences: changes,
      },
      context,
    );
  }

  /** Which agencies of a tree have not frozen their report, or have one that does not balance. */
  async rollupFaults(agency: string, year: number): Promise<readonly RollupFault[]> {
    const position = await this.knowledge(undefined);
    const faults: RollupFault[] = [];
    for (const code of await this.parts.readModels.agencies.subtree(agency)) {
      const { content } = await this.filingOf(code, year, position);
      if (content === null) faults.push({ agency: code, code: 'report-not-frozen' });
      const report = await this.derive({ agency: code, year });
      if (!isRefusal(report) && report.checks.some((c) => !c.ok && c.severity === 'error')) {
        faults.push({ agency: code, code: 'report-does-not-balance' });
      }
    }
    return faults;
  }

  /** The filing of a report as it stands. */
  async filing(agency: string, year: number): Promise<ReportFiling> {
    return this.filingOf(agency, year, (await this.parts.store.head()).position);
  }
}
