import { type Decider, isRefusal, refuse, type Refusal } from '@sunledger/decider';
import { refusedEntry } from '../active-disclosure';
import { definitionForYear } from '../definitions/definition-for-year';
import type { ReportFilingCommand, ReportFilingFacts, ReportFilingRefusal } from './commands';
import type { ReportFilingEvent } from './events';
import { frozenContent, sectionTwoDiffers } from './frozen-content';
import { evolveFiling, noFiling, type ReportFiling } from './report-filing';

type CommandOf<Name extends ReportFilingCommand['type']> = Extract<
  ReportFilingCommand,
  { type: Name }
>;
type Decision = readonly ReportFilingEvent[] | Refusal<ReportFilingRefusal>;

const subjectOf = ({ agency, year }: ReportFilingFacts) => ({ agency, year });

const missingText = (texts: Readonly<Record<string, string>>): Refusal<'text-missing'> | null => {
  const missing = Object.keys(texts).filter((name) => texts[name]?.trim() === '');
  return missing.length > 0 ? refuse('text-missing', { missing }) : null;
};

function enterActiveDisclosure(
  { on, figures, source }: CommandOf<'EnterActiveDisclosure'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const definition = definitionForYear(facts.year);
  if (isRefusal(definition)) return definition;
  if (filing.content !== null) return refuse('report-frozen', { status: filing.status });
  if (figures.length === 0) return refuse('nothing-entered');
  for (const entry of figures) {
    const refused = refusedEntry(definition, entry);
    if (refused !== null) return refused;
  }
  const missing = missingText({ source });
  if (missing !== null) return missing;
  const data = { ...subjectOf(facts), figures: [...figures], source };
  return [{ type: 'ActiveDisclosureEntered', occurredOn: on, data }];
}

function enterProse(
  { on, section, text }: CommandOf<'EnterProse'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const mayWrite = filing.status === 'open' || filing.status === 'frozen';
  if (!mayWrite) return refuse('report-already-approved', { status: filing.status });
  const data = { ...subjectOf(facts), section, text };
  return [{ type: 'ProseEntered', occurredOn: on, data }];
}

function draftReport(
  { on, report }: CommandOf<'DraftReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  if (filing.content !== null) return refuse('report-frozen', { status: filing.status });
  if (report.agency.code !== facts.agency || report.year !== facts.year) {
    return refuse('report-of-another', {
      expected: subjectOf(facts),
      given: { agency: report.agency.code, year: report.year },
    });
  }
  const { asOf, knownAt, logPosition } = report;
  const data = { ...subjectOf(facts), asOf, knownAt, logPosition };
  return [{ type: 'ReportDrafted', occurredOn: on, data }];
}

function freezeReport(
  command: CommandOf<'FreezeReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  if (filing.content !== null) return refuse('report-frozen', { status: filing.status });
  const definition = definitionForYear(facts.year);
  if (isRefusal(definition)) return definition;
  const content = frozenContent(command, facts);
  if (isRefusal(content)) return content;
  const { activeDisclosure } = content.tables;
  const differs = sectionTwoDiffers(activeDisclosure, filing.figures, definition);
  if (differs !== null) return differs;
  const acceptedWarnings = command.acceptedWarnings.map(({ id, reason }) => ({ id, reason }));
  const data = { ...subjectOf(facts), ...content, acceptedWarnings };
  return [{ type: 'ReportFrozen', occurredOn: command.on, data }];
}

function reopenReport(
  { on, reason }: CommandOf<'ReopenReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  if (filing.content === null) return refuse('report-not-frozen', { status: filing.status });
  if (filing.wasPublished) return refuse('report-already-published', { status: filing.status });
  if (filing.wasSubmitted) return refuse('report-already-submitted', { status: filing.status });
  const missing = missingText({ reason });
  if (missing !== null) return missing;
  return [{ type: 'ReportReopened', occurredOn: on, data: { ...subjectOf(facts), reason } }];
}

function approveReport(
  { on, approvedBy }: CommandOf<'ApproveReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  if (filing.content === null) return refuse('report-not-frozen', { status: filing.status });
  if (filing.status !== 'frozen') {
    return refuse('report-already-approved', { status: filing.status });
  }
  const missing = missingText({ approvedBy });
  if (missing !== null) return missing;
  return [{ type: 'ReportApproved', occurredOn: on, data: { ...subjectOf(facts), approvedBy } }];
}

const notApproved = ({ status }: ReportFiling): Refusal<ReportFilingRefusal> | null =>
  status === 'open' || status === 'frozen' ? refuse('report-not-approved', { status }) : null;

function submitReport(
  { on, submittedTo }: CommandOf<'SubmitReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const refused = notApproved(filing) ?? missingText({ submittedTo });
  if (refused !== null) return refused;
  if (filing.wasSubmitted) return refuse('report-already-submitted', { status: filing.status });
  return [{ type: 'ReportSubmitted', occurredOn: on, data: { ...subjectOf(facts), submittedTo } }];
}

function publishReport(
  { on, where }: CommandOf<'PublishReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const refused = notApproved(filing) ?? missingText({ where });
  if (refused !== null) return refused;
  if (filing.wasPublished) return refuse('report-already-published', { status: filing.status });
  const data = { ...subjectOf(facts), publishedOn: on, where };
  return [{ type: 'ReportPublished', occurredOn: on, data }];
}

function correctReport(
  command: CommandOf<'CorrectReport'>,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const { on, reason, approvedBy, prose } = command;
  if (!filing.wasSubmitted && !filing.wasPublished) {
    return refuse('report-not-submitted', { status: filing.status });
  }
  const missing = missingText({ reason, approvedBy });
  if (missing !== null) return missing;
  const content = frozenContent(command, facts);
  if (isRefusal(content)) return content;
  const data = {
    ...subjectOf(facts),
    ...content,
    reason,
    approvedBy,
    acceptedWarnings: command.acceptedWarnings.map((warning) => ({
      id: warning.id,
      reason: warning.reason,
    })),
    // A stored event owns its lists; the command's may be shared.
    differences: structuredClone(command.differences) as StoredDifferences,
    ...(prose === undefined ? {} : { prose: { ...prose } }),
  };
  return [{ type: 'ReportCorrected', occurredOn: on, data }];
}

type StoredDifferences = Extract<
  ReportFilingEvent,
  { type: 'ReportCorrected' }
>['data']['differences'];

/** Dates run forward and never ahead of today. */
function impossibleDate(
  { on }: ReportFilingCommand,
  { lastOn }: ReportFiling,
  { today }: ReportFilingFacts,
): Refusal<ReportFilingRefusal> | null {
  if (on > today) return refuse('date-in-future', { on, today });
  if (lastOn !== null && on < lastOn) return refuse('date-before-last-step', { on, lastOn });
  return null;
}

/** What a command makes of a filing: its events, or why not. */
export function decideFiling(
  command: ReportFilingCommand,
  filing: ReportFiling,
  facts: ReportFilingFacts,
): Decision {
  const refused = impossibleDate(command, filing, facts);
  if (refused !== null) return refused;
  switch (command.type) {
    case 'EnterActiveDisclosure':
      return enterActiveDisclosure(command, filing, facts);
    case 'EnterProse':
      return enterProse(command, filing, facts);
    case 'DraftReport':
      return draftReport(command, filing, facts);
    case 'FreezeReport':
      return freezeReport(command, filing, facts);
    case 'ReopenReport':
      return reopenReport(command, filing, facts);
    case 'ApproveReport':
      return approveReport(command, filing, facts);
    case 'SubmitReport':
      return submitReport(command, filing, facts);
    case 'PublishReport':
      return publishReport(command, filing, facts);
    case 'CorrectReport':
      return correctReport(command, filing, facts);
  }
}

/**
 * The filing of one agency's report of one year: enter section 二 and the prose, freeze the
 * derived figures on or after 1 January, approve, submit, publish (条例 arts 49, 50), and correct
 * in the open. Every refusal has a code of `reportFilingRefusals` and the facts behind it.
 */
export const reportFiling: Decider<
  ReportFiling,
  ReportFilingCommand,
  ReportFilingEvent,
  ReportFilingFacts,
  ReportFilingRefusal
> = { initial: noFiling, decide: decideFiling, evolve: evolveFiling };
