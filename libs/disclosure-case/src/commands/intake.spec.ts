import { aCase, given, policyWith, registration } from '@sunledger/disclosure-case/testing';
import { friday, monday, tuesday, wednesday } from '@sunledger/working-days/testing';

const open = aCase().registered(tuesday('2022-09-20'));
const arrived = aCase().does({
  type: 'SubmitApplication',
  on: monday('2021-11-22'),
  agency: 'A',
  channel: 'internet',
});

describe('arrival', () => {
  it('notes submission, arrival and confirmation, each on its day', () => {
    given(arrived)
      .when({
        type: 'ConfirmReceipt',
        on: wednesday('2021-11-24'),
        method: '电话',
        confirmedBy: '甲',
      })
      .then({ type: 'ReceiptConfirmed', occurredOn: '2021-11-24' });
    given([])
      .when({
        type: 'RecordArrival',
        on: '2021-11-22',
        agency: 'A',
        channel: 'signedMail',
        how: 'signedFor',
      })
      .then({ type: 'ApplicationArrived', occurredOn: '2021-11-22' });
  });

  it('refuses a confirmation dated before the submission', () =>
    given(arrived)
      .when({ type: 'ConfirmReceipt', on: friday('2021-11-19'), method: '电话', confirmedBy: '甲' })
      .refused('date-out-of-order', { earlierWhat: '提交' }));

  it('refuses any work on a request that is not registered', () => {
    given(arrived)
      .when({ type: 'DraftReply', on: '2021-11-23', draftedBy: '甲' })
      .refused('case-not-registered');
    given(arrived)
      .when({ type: 'WithdrawApplication', on: '2021-11-23' })
      .refused('case-not-registered');
  });
});

describe('registration', () => {
  it('takes the date of receipt from the channel and what is known of the arrival', () => {
    const confirmed = arrived.does({
      type: 'ConfirmReceipt',
      on: '2021-11-24',
      method: '电话',
      confirmedBy: '甲',
    });
    given(confirmed)
      .when(registration('2021-11-24', { channel: 'internet', submittedOn: undefined }), {
        policy: policyWith({ confirmationGapWarningWorkingDays: 2 }),
      })
      .then({
        type: 'ApplicationRegistered',
        occurredOn: wednesday('2021-11-24'),
        data: expect.objectContaining({ submittedOn: '2021-11-22', receiptBasis: 'channelRule' }),
      });
  });

  it('says which date the channel still needs', () =>
    given([])
      .when(registration('2021-11-24', { channel: 'internet' }))
      .refused('receipt-fact-missing', { missing: '双方确认日期', channelLabel: '网络' }));

  it('refuses a date that differs from the channel rule without a reason', () => {
    const stated = registration('2021-11-24', {
      receivedOn: '2021-11-24',
      submittedOn: '2021-11-22',
    });
    given([]).when(stated).refused('receipt-override-needs-reason', {
      receivedOn: '2021-11-24',
      ruleReceivedOn: '2021-11-22',
    });
    given([])
      .when({ ...stated, overrideReason: '窗口停电，次日补录' })
      .then({
        type: 'ApplicationRegistered',
        occurredOn: '2021-11-24',
        data: expect.objectContaining({ receiptBasis: 'override' }),
      });
  });

  it('takes the date of a ledger as stated', () => {
    const stated = registration('2019-03-04', {
      channel: 'internet',
      receivedOn: '2019-03-04',
      submittedOn: undefined,
    });
    given([]).when(stated).refused('receipt-override-needs-reason');
    given([]).when(stated, { attested: true }).warned('receipt-override-needs-reason');
  });

  it('is not entered before it was received', () =>
    given([])
      .when(registration('2022-09-20', { submittedOn: '2022-09-21' }))
      .refused('date-out-of-order'));

  it('needs the text of the request, which a ledger may owe', () => {
    const silent = registration('2022-09-20', { personal: { sealed: 'x', fields: ['name'] } });
    given([]).when(silent).refused('request-text-missing');
    given([]).when(silent, { attested: true }).warned('request-text-missing');
  });

  it('happens once', () =>
    given(open)
      .when(registration('2022-09-21'))
      .refused('already-registered', { serialNumber: '2022-0001' }));

  it('keeps to the log what the schema names, and nothing else', () => {
    const events = aCase().does({
      ...registration('2022-09-20'),
      ...{ applicantName: '张三' },
    }).events;
    expect(JSON.stringify(events)).not.toContain('张三');
  });

  it('needs a reason when the receipt is long past, though it is entered today', () => {
    const late = registration('2022-09-20', { on: '2022-10-08' });
    given([]).when(late).refused('late-logging-needs-reason', { on: '2022-09-20', days: 18 });
    given([])
      .when({ ...late, lateReason: '邮件滞留传达室' })
      .accepted();
  });
});

describe('the gap between filing and confirmation', () => {
  // The known dispute: filed 2021-11-24, confirmed by a receipt of 2021-12-02.
  const disputed = registration('2021-12-02', {
    channel: 'internet',
    submittedOn: '2021-11-24',
    confirmedOn: '2021-12-02',
  });

  it('is pointed out beyond one working day', () =>
    given([]).when(disputed).warned('confirmation-gap'));

  it('is pointed out beside the doubts of a ledger', () =>
    given([])
      .when({ ...disputed, personal: undefined }, { attested: true })
      .warned('request-text-missing', 'confirmation-gap'));

  it('confirmationGapWarningWorkingDays', () => {
    // Six working days lie between 11-24 and 12-02.
    const gap = (days: number) => ({
      policy: policyWith({ confirmationGapWarningWorkingDays: days }),
    });
    given([]).when(disputed, gap(5)).warned('confirmation-gap');
    given([]).when(disputed, gap(6)).warned();
  });
});

describe('voiding a registration', () => {
  it('is for mistakes and duplicates', () => {
    given(open)
      .when({ type: 'VoidRegistration', on: '2022-09-21', ground: 'mistake', reason: '误登' })
      .then({ type: 'RegistrationVoided' });
    given(open)
      .when({ type: 'VoidRegistration', on: '2022-09-21', ground: 'duplicate', reason: '重复' })
      .refused('duplicate-needs-original');
  });

  it('ends all work', () =>
    given(
      open.does({ type: 'VoidRegistration', on: '2022-09-21', ground: 'mistake', reason: '误登' }),
    )
      .when({ type: 'DraftReply', on: '2022-09-22', draftedBy: '甲' })
      .refused('case-voided', { voidedOn: '2022-09-21' }));

  const voiding = {
    type: 'VoidRegistration',
    on: '2022-10-12',
    ground: 'mistake',
    reason: '误登',
  } as const;

  it('is refused after any document has left', () => {
    given(open.does({ type: 'AcknowledgeReceipt', on: '2022-09-20' }))
      .when(voiding)
      .refused('void-after-document-sent');
    given(open.reasonsRequested('2022-09-22')).when(voiding).refused('void-after-document-sent');
  });

  it('is refused after a decision', () => {
    given(open.signed({ signedOn: '2022-10-12', disposalKind: 'disclosedProvided' }))
      .when(voiding)
      .refused('void-after-decision');
    given(open.withdrawn('2022-10-12')).when(voiding).refused('void-after-decision');
  });
});

describe('the file', () => {
  it('is assigned and handed over without touching the clock', () => {
    const assigned = open.does({
      type: 'AssignCase',
      on: '2022-09-21',
      unit: '规划科',
      part: 'lead',
    });
    given(assigned)
      .when({ type: 'ReassignCase', on: '2022-09-22', to: '建设科', reason: '职责调整' })
      .then({ type: 'CaseReassigned', data: { from: '规划科', to: '建设科', reason: '职责调整' } });
    expect(assigned.state.receivedOn).toBe('2022-09-20');
  });

  it('corrects what is known of the applicant', () => {
    const corrected = open.does({
      type: 'CorrectApplicantData',
      on: '2022-09-22',
      applicantType: 'business',
      reason: '以公司名义申请',
    });
    expect(corrected.state.applicantType).toBe('business');
  });
});
