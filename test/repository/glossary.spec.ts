import * as agencyRegister from '@sunledger/agency-register';
import * as annualReport from '@sunledger/annual-report';
import {
  applicantTypes,
  caseStatuses,
  channels,
  deliveryMethods,
  disposalKinds,
  requestCommands,
  requestEventDefinitions,
} from '@sunledger/disclosure-case';
import * as remedy from '@sunledger/remedy';
import * as reminder from '@sunledger/reminder';
import { readKept } from './source-files';

const rows = new Map(
  [...readKept('docs/glossary.md').matchAll(/^\| `([^`]+)` *\| ([^|]+) \| ([^|]+) \|/gm)].map(
    ([, identifier = '', term = '', source = '']) => [identifier, { term, source }],
  ),
);

const typesOf = (definitions: readonly { readonly type: string }[]) =>
  definitions.map(({ type }) => type);

describe('the glossary', () => {
  it.each([
    ['applicant type', applicantTypes],
    ['channel', channels],
    ['way of delivery', deliveryMethods],
    ['disposal kind', disposalKinds],
    ['status', caseStatuses],
    ['command about a request', Object.keys(requestCommands)],
    ['event of a request', typesOf(requestEventDefinitions)],
    ['event of a remedy', typesOf(remedy.remedyEventDefinitions)],
    ['command about a remedy', Object.keys(remedy.remedyCommands)],
    ['status of a remedy', remedy.remedyStatuses],
    ['decision of a review', remedy.reviewDecisionTypes],
    ['decision of a suit', remedy.suitDecisionTypes],
    ['command about an agency', Object.keys(agencyRegister.agencyCommands)],
    ['level of an agency', agencyRegister.agencyLevels],
    ['institution', agencyRegister.institutions],
    ['command about an account', Object.keys(agencyRegister.accountCommands)],
    ['event of an account', typesOf(agencyRegister.accountEventDefinitions)],
    ['role', agencyRegister.accountRoles],
    ['notification channel', agencyRegister.notificationChannels],
    ['command about a register', Object.keys(agencyRegister.registerCommands)],
    ['command about a calendar', Object.keys(agencyRegister.calendarCommands)],
    ['event of a calendar', typesOf(agencyRegister.calendarEventDefinitions)],
    ['event of a register', typesOf(agencyRegister.registerEventDefinitions)],
    ['event of an agency', typesOf(agencyRegister.agencyEventDefinitions)],
    ['event of reminders', typesOf(reminder.reminderEventDefinitions)],
    ['kind of duty', reminder.dutyKinds],
    ['level of a reminder', reminder.reminderLevels],
    ['event of a report', typesOf(annualReport.reportFilingEvents)],
  ])('has a row for every %s', (_what, words) => {
    expect(words.length).toBeGreaterThan(0);
    expect(words.filter((word) => !rows.has(word))).toEqual([]);
  });

  it('gives a Chinese term and a source in every row', () => {
    const bare = [...rows]
      .filter(([, { term, source }]) => !/\p{Script=Han}/u.test(term) || source.trim() === '')
      .map(([identifier]) => identifier);
    expect(bare).toEqual([]);
  });
});
