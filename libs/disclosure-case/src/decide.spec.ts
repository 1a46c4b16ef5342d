import { isRefusal } from '@sunledger/decider';
import {
  aCase,
  type CaseHistory,
  factsOn,
  given,
  policyWith,
} from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { decide, type RequestCommand, requestCommands, type RequestCommandType } from './decide';
import { type CaseStatus, statusOf } from './status';

const open = aCase().registered('2022-09-20');
const correction = open.correctionNotified('2022-09-22', '2022-10-14');
const signed = open.signed({ signedOn: '2022-10-12', disposalKind: 'disclosedProvided' });
const sent = signed.dispatched('2022-10-13');

describe('every command', () => {
  it('is known and well formed', () => {
    const unknown = { type: 'LoseTheFile', on: '2022-09-21' } as unknown as RequestCommand;
    given(open).when(unknown).refused('command-invalid');
    given(open)
      .when({ type: 'RequestCorrection', on: '2022-09-21', items: [] })
      .refused('command-invalid');
    given(open)
      .when({ type: 'DraftReply', on: '21.9.2022', draftedBy: '甲' })
      .refused('command-invalid');
  });

  it('speaks of a real day that is not to come and not before the receipt', () => {
    const draft = { type: 'DraftReply', draftedBy: '甲' } as const;
    given(open)
      .when({ ...draft, on: '2022-09-31' }, { today: '2022-10-01' })
      .refused('date-unreal', { on: '2022-09-31' });
    given(open)
      .when({ ...draft, on: '2022-09-23' }, { today: '2022-09-22' })
      .refused('date-in-future', { today: '2022-09-22' });
    given(open)
      .when({ ...draft, on: '2022-09-19' }, { today: '2022-09-22' })
      .refused('date-before-receipt', { receivedOn: '2022-09-20' });
  });

  it('backdatingReasonAfterDays: says why when it is logged late', () => {
    const draft = { type: 'DraftReply', on: '2022-09-20', draftedBy: '甲' } as const;
    given(open).when(draft, { today: '2022-09-30' }).then({ type: 'ReplyDrafted' });
    given(open)
      .when(draft, { today: '2022-10-01' })
      .refused('late-logging-needs-reason', { days: 11 });
    given(open)
      .when({ ...draft, lateReason: '休假' }, { today: '2022-10-01' })
      .then({ type: 'ReplyDrafted' });
    given(open).when(draft, { today: '2022-10-01', attested: true }).then({ type: 'ReplyDrafted' });
    given(open)
      .when(draft, { today: '2022-10-01', policy: policyWith({ backdatingReasonAfterDays: 11 }) })
      .then({ type: 'ReplyDrafted' });
  });
});

/** The states of §6.2 and a history that is in each. */
const histories: Readonly<Record<CaseStatus, CaseHistory>> = {
  unknown: aCase(),
  arrived: aCase().does({
    type: 'SubmitApplication',
    on: '2022-09-20',
    agency: 'A',
    channel: 'internet',
  }),
  open,
  awaitingCorrection: correction,
  awaitingReasons: open.reasonsRequested('2022-09-22'),
  consulting: open.consulted({ sentOn: '2022-09-22' }),
  awaitingFee: open.feeNotified('2022-09-22'),
  signed,
  closed: sent,
  voided: open.does({
    type: 'VoidRegistration',
    on: '2022-09-21',
    ground: 'mistake',
    reason: '误登',
  }),
};
const statusAfter = (history: CaseHistory): CaseStatus => statusOf(history.state, defaultPolicy);

describe('the states', () => {
  it.each(Object.entries(histories))('%s is reached', (status, history) =>
    expect(statusAfter(history)).toBe(status),
  );

  const transitions: readonly [from: string, to: CaseStatus, history: CaseHistory][] = [
    ['arrived', 'open', histories.arrived.registered('2022-09-20')],
    [
      'arrived',
      'voided',
      histories.arrived.does({
        type: 'VoidRegistration',
        on: '2022-09-21',
        ground: 'mistake',
        reason: '误登',
      }),
    ],
    ['awaitingCorrection', 'open', correction.corrected('2022-10-10')],
    [
      'awaitingCorrection',
      'closed',
      correction.correctionDelivered('2022-09-23').correctionLapsed('2022-10-17'),
    ],
    ['awaitingCorrection', 'closed', correction.withdrawn('2022-10-10')],
    ['awaitingReasons', 'open', histories.awaitingReasons.reasonsReceived('2022-10-10')],
    [
      'awaitingReasons',
      'signed',
      histories.awaitingReasons.signed({
        signedOn: '2022-10-12',
        disposalKind: 'notProcessedExcessive',
        finding: '未说明理由',
      }),
    ],
    [
      'consulting',
      'consulting',
      open
        .consulted({ id: 'c1', sentOn: '2022-09-22' })
        .consulted({ id: 'c2', with: 'agency', sentOn: '2022-09-22', answeredOn: '2022-09-26' }),
    ],
    ['consulting', 'open', open.consulted({ sentOn: '2022-09-22', answeredOn: '2022-09-26' })],
    ['awaitingFee', 'open', histories.awaitingFee.feePaid('2022-09-28')],
    [
      'awaitingFee',
      'closed',
      // Twenty working days after 2022-09-22 end on 2022-10-25.
      histories.awaitingFee.feeNoticeDelivered('2022-09-22').feeLapsed('2022-10-26'),
    ],
    ['open', 'closed', open.withdrawn('2022-09-28')],
    ['signed', 'closed', signed.dispatched('2022-10-13')],
    ['signed', 'signed', signed.dispatched('2022-10-13', 'byHand')],
    ['signed', 'closed', signed.dispatched('2022-10-13', 'byHand').delivered('2022-10-14')],
    ['closed', 'closed', sent.does({ type: 'ArchiveCase', on: '2022-10-20' })],
  ];

  it.each(transitions)('%s goes to %s', (_from, to, history) =>
    expect(statusAfter(history)).toBe(to),
  );

  it('a late correction notice leaves the clock running and the case awaiting', () =>
    expect(statusAfter(open.correctionNotified('2022-10-10'))).toBe('awaitingCorrection'));
});

describe('what is permitted', () => {
  const types = Object.keys(requestCommands) as RequestCommandType[];

  it.each(Object.entries(histories))('in %s is what the table says', (status, history) => {
    for (const type of types) {
      const { permittedIn } = requestCommands[type];
      if ((permittedIn as readonly string[]).includes(status)) continue;
      const command = sampleOf(type);
      const decision = decide(command, history.state, factsOn(command.on, { attested: true }));
      expect(isRefusal(decision) ? decision.refused : `${type} was accepted`).toMatch(
        /^(not-permitted-in-status|case-not-registered|case-voided|already-registered)$/,
      );
    }
  });

  it('of a voided case is only the erasure of personal data', () =>
    expect(
      types.filter((type) =>
        (requestCommands[type].permittedIn as readonly string[]).includes('voided'),
      ),
    ).toEqual(['ErasePersonalData']));
});

/** A well-formed command of each type; what it says does not matter. */
function sampleOf(type: RequestCommandType): RequestCommand {
  const fields: Readonly<Record<string, unknown>> = {
    agency: 'A',
    channel: 'internet',
    how: 'delivered',
    method: 'postal',
    confirmedBy: '甲',
    serialNumber: '2022-0002',
    applicantType: 'naturalPerson',
    ground: 'mistake',
    reason: '误登',
    unit: '规划科',
    part: 'lead',
    to: '建设科',
    holdings: '档案室',
    terms: '规划',
    searchedBy: '甲',
    found: false,
    items: ['名称'],
    correctionDueOn: '2022-10-31',
    excess: '二十件',
    summary: '研究',
    dueOn: '2022-12-30',
    finding: '合理',
    workingDays: 10,
    consultationId: 'c9',
    decidedBy: '甲',
    content: '内容',
    agencyName: '水务局',
    basis: 'perVolume',
    amountYuan: 380,
    draftedBy: '甲',
    review: 'office',
    passed: true,
    form: '复印件',
    fromYear: 2022,
    orderedBy: '县政府',
    targetEventId: 'e1',
    approvedBy: '甲',
  };
  const required: readonly string[] = requestCommands[type].schema.required ?? [];
  const wanted = required.map((name) => [name, fields[name]] as const);
  // Built from the schema's own list of required fields.
  return { ...Object.fromEntries(wanted), type, on: '2022-10-20' } as unknown as RequestCommand;
}
