import { aCase, given } from '@sunledger/disclosure-case/testing';
import { friday, monday, tuesday } from '@sunledger/working-days/testing';

// Received Tue 2022-09-20, due Fri 2022-10-21 (worked example 6).
const open = aCase().registered(tuesday('2022-09-20'));
const approval = {
  type: 'ApproveExtension',
  on: friday('2022-10-21'),
  workingDays: 20,
  reason: '资料量大',
  approvedBy: '负责人',
  approverRole: 'head',
} as const;

describe('an extension', () => {
  it('is approved by the head, up to twenty working days, and told in time', () => {
    const approved = open.does(approval);
    given(approved)
      .when({ type: 'NotifyExtension', on: friday('2022-10-21') })
      .then({ type: 'ExtensionNotified', data: expect.objectContaining({ dueOn: '2022-11-18' }) });
  });

  it('needs the head and a reason, which a ledger does not name', () => {
    given(open)
      .when({ ...approval, approverRole: 'deputy' })
      .refused('extension-needs-head');
    given(open)
      .when({ ...approval, approvedBy: undefined })
      .refused('extension-needs-head');
    given(open)
      .when({ ...approval, reason: undefined })
      .refused('extension-needs-reason');
    given(open)
      .when({ type: 'ApproveExtension', on: '2022-10-21', workingDays: 20 }, { attested: true })
      .warned('extension-needs-head', 'extension-needs-reason');
  });

  it('is no longer than the law allows, attested or not', () => {
    given(open)
      .when({ ...approval, workingDays: 21 }, { attested: true })
      .refused('extension-too-long', { max: 20 });
    // The regulation of 2008 allowed fifteen.
    given(aCase().registered(tuesday('2019-05-14')))
      .when({ ...approval, on: '2019-06-04', workingDays: 16 })
      .refused('extension-too-long', { max: 15 });
  });

  it('is given once', () =>
    given(open.extended('2022-10-10', 5))
      .when({ ...approval, workingDays: 5 })
      .refused('extension-already-given', { workingDays: 5 }));

  it('is refused once the term is over', () => {
    given(open)
      .when({ ...approval, on: monday('2022-10-24') })
      .refused('extension-after-due', { dueOn: '2022-10-21' });
    given(open.does(approval))
      .when({ type: 'NotifyExtension', on: monday('2022-10-24') })
      .refused('extension-notice-after-due', { dueOn: '2022-10-21' });
    given(open.does(approval))
      .when({ type: 'NotifyExtension', on: '2022-10-24' }, { attested: true })
      .warned('extension-notice-after-due');
  });

  it('is refused once the case is closed', () => {
    given(open.signed({ signedOn: '2022-10-12', disposalKind: 'disclosedProvided' }))
      .when({ ...approval, on: '2022-10-13' })
      .refused('reply-already-signed');
    given(open.withdrawn('2022-10-12'))
      .when({ ...approval, on: '2022-10-13' })
      .refused('case-already-closed', { closedOn: '2022-10-12' });
  });

  it('is told after it was approved, once', () => {
    const notify = { type: 'NotifyExtension', on: '2022-10-20' } as const;
    given(open).when(notify).refused('extension-not-approved');
    given(open.does(approval)).when(notify).refused('date-out-of-order');
    given(open.extended('2022-10-10')).when(notify).refused('extension-already-notified');
  });
});

describe('an excessive request', () => {
  const reasons = { type: 'ReceiveReasons', on: '2022-10-08', summary: '课题研究' } as const;

  it('is asked for reasons once, and gives them once', () => {
    const asked = open.reasonsRequested('2022-09-26');
    given(asked)
      .when({ type: 'RequestReasons', on: '2022-09-27', excess: '二十件' })
      .refused('reasons-already-requested');
    given(open).when(reasons).refused('reasons-not-requested');
    given(asked)
      .when({ ...reasons, on: '2022-09-23' })
      .refused('date-out-of-order');
    given(asked.reasonsReceived('2022-10-08'))
      .when(reasons)
      .refused('reasons-already-received', { receivedOn: '2022-10-08' });
  });

  const period = {
    type: 'FixReasonablePeriod',
    on: '2022-10-10',
    dueOn: '2022-12-30',
    finding: '理由合理',
  } as const;
  const heard = open.reasonsRequested('2022-09-26').reasonsReceived('2022-10-08');

  it('gets a reasonable period once its reasons are found good', () => {
    given(heard).when(period).then({ type: 'ReasonablePeriodFixed' });
    given(open).when(period).refused('reasons-not-requested');
    given(open.reasonsRequested('2022-09-26')).when(period).refused('not-permitted-in-status');
    given(heard.reasonablePeriod('2022-10-10', '2022-12-30'))
      .when(period)
      .refused('reasonable-period-already-fixed', { dueOn: '2022-12-30' });
  });

  it('gets a period that is later than the term, before the term is over', () => {
    given(heard)
      .when({ ...period, dueOn: '2022-10-21' })
      .refused('reasonable-period-not-later', { currentDueOn: '2022-10-21' });
    given(heard)
      .when({ ...period, on: monday('2022-10-24') })
      .refused('extension-after-due');
  });
});
