import { aCase, given, policyWith } from '@sunledger/disclosure-case/testing';
import { friday, thursday, tuesday } from '@sunledger/working-days/testing';

// Worked example 2: received Tue 2019-12-10, open at the end of the year.
const open = aCase().registered(tuesday('2019-12-10'));
const closed = open.replied({
  disposalKind: 'disclosedProvided',
  signedOn: '2019-12-30',
  dispatchedOn: '2020-01-02',
});

describe('withdrawal', () => {
  it('closes an open case, not one that was answered', () => {
    given(open)
      .when({ type: 'WithdrawApplication', on: '2019-12-20' })
      .then({ type: 'ApplicationWithdrawn', occurredOn: '2019-12-20' });
    given(closed)
      .when({ type: 'WithdrawApplication', on: '2020-01-03' })
      .refused('not-permitted-in-status', { statusLabel: '已办结', commandLabel: '申请人撤回' });
  });

  it('does not come before work on the case that is on file', () => {
    const asked = open.consulted({ sentOn: '2019-12-17' });
    given(asked)
      .when({ type: 'WithdrawApplication', on: '2019-12-16' }, { today: '2019-12-18' })
      .refused('date-out-of-order', { earlierWhat: '征求意见发函' });
  });
});

describe('archiving', () => {
  it('follows the close, once', () => {
    given(closed).when({ type: 'ArchiveCase', on: '2020-01-10' }).then({ type: 'CaseArchived' });
    given(open)
      .when({ type: 'ArchiveCase', on: '2020-01-10' })
      .refused('not-permitted-in-status', { statusLabel: '办理中' });
    given(closed).when({ type: 'ArchiveCase', on: '2020-01-01' }).refused('date-out-of-order');
    given(closed.does({ type: 'ArchiveCase', on: '2020-01-10' }))
      .when({ type: 'ArchiveCase', on: '2020-01-11' })
      .refused('already-archived', { archivedOn: '2020-01-10' });
  });
});

describe('carrying over', () => {
  const carry = { type: 'CarryOver', on: '2019-12-31', fromYear: 2019 } as const;

  it('records what was open on 31 December', () =>
    given(open)
      .when(carry, { today: '2020-01-08' })
      .then({ type: 'CarriedOver', data: { fromYear: 2019, toYear: 2020 } }));

  it('includes a reply signed before and posted after the turn of the year', () => {
    given(closed).when(carry, { today: '2020-01-08' }).then({ type: 'CarriedOver' });
    given(closed)
      .when(carry, { today: '2020-01-08', policy: policyWith({ closedOn: 'signed' }) })
      .refused('not-open-at-year-end', { fromYear: 2019 });
  });

  it('leaves out what was closed, not yet received, or is carried already', () => {
    given(open.withdrawn('2019-12-20')).when(carry).refused('not-open-at-year-end');
    given(open)
      .when({ ...carry, fromYear: 2018 })
      .refused('not-open-at-year-end');
    given(open.carriedOver(2019)).when(carry).refused('already-carried-over', { fromYear: 2019 });
  });

  it('closes the year to everything but paperwork and corrections', () => {
    const carried = open.carriedOver(2019);
    given(carried)
      .when({ type: 'WithdrawApplication', on: '2019-12-31' })
      .refused('year-closed', { year: 2019 });
    given(carried).when({ type: 'WithdrawApplication', on: '2020-01-01' }).accepted();
    given(carried)
      .when({ type: 'AssignCase', on: '2019-12-31', unit: '规划科', part: 'lead' })
      .accepted();
  });
});

describe('after the reply', () => {
  it('a court or review body may order another answer; the case stays closed', () => {
    const order = { type: 'OrderReAnswer', on: '2020-04-01', orderedBy: '县政府' } as const;
    given(closed).when(order).then({ type: 'ReAnswerOrdered' });
    given(closed)
      .when({ ...order, on: '2019-12-27' })
      .refused('date-out-of-order');
    given(closed.does(order))
      .when({ type: 'IssueSupplementaryReply', on: '2020-04-10', reason: '责令重答' })
      .then({ type: 'SupplementaryReplyIssued' });
  });

  it('a supplementary reply supplements a reply', () => {
    const more = { type: 'IssueSupplementaryReply', on: '2020-04-10', reason: '补充' } as const;
    given(closed)
      .when({ ...more, on: '2019-12-27' })
      .refused('date-out-of-order');
    given(open.withdrawn('2019-12-20')).when(more).refused('reply-not-signed');
  });
});

describe('erasing personal data', () => {
  const erase = {
    type: 'ErasePersonalData',
    on: '2020-06-01',
    reason: '保存期满',
    approvedBy: '负责人',
  } as const;
  const erased = closed.does(erase);

  it('happens once, when the case is closed', () => {
    given(open).when(erase).refused('not-permitted-in-status');
    given(erased).when(erase).refused('already-erased', { erasedOn: '2020-06-01' });
  });

  it('lets no personal data in again', () => {
    const personal = { sealed: 'x', fields: ['name'] };
    given(erased)
      .when({ type: 'CorrectApplicantData', on: '2020-06-02', reason: '补', personal })
      .refused('personal-data-erased');
    given(erased)
      .when({
        type: 'CorrectFact',
        on: '2020-06-02',
        targetEventId: 'e1',
        reason: '补',
        approvedBy: '负责人',
        changes: { personal },
      })
      .refused('personal-data-erased');
  });
});

describe('correcting a fact', () => {
  const correct = {
    type: 'CorrectFact',
    on: thursday('2020-01-09'),
    targetEventId: 'e1',
    reason: '录入错误',
    approvedBy: '负责人',
  } as const;

  it('names an existing fact and changes it', () => {
    given(closed)
      .when({ ...correct, changes: { channel: 'signedMail' } })
      .then({
        type: 'FactCorrected',
        data: expect.objectContaining({ targetType: 'ApplicationRegistered' }),
      });
    given(closed)
      .when({ ...correct, targetEventId: 'e99', annulled: true })
      .refused('correction-target-unknown', { targetEventId: 'e99' });
    given(closed).when(correct).refused('correction-changes-nothing');
    given(closed)
      .when({ ...correct, occurredOn: '2019-12-10' })
      .refused('correction-changes-nothing');
  });

  it('keeps to fields and values of the fact', () => {
    given(closed)
      .when({ ...correct, changes: { colour: 'red' } })
      .refused('correction-field-unknown', { field: 'colour' });
    given(closed)
      .when({ ...correct, changes: { channel: 'pigeon' } })
      .refused('command-invalid');
    given(closed)
      .when({ ...correct, changes: { registeredOn: '2019-13-01' } })
      .refused('date-unreal', { on: '2019-13-01' });
    given(closed)
      .when({ ...correct, occurredOn: '2020-02-30' })
      .refused('date-unreal');
    given(closed)
      .when({ ...correct, occurredOn: friday('2020-01-10') })
      .refused('date-in-future');
  });

  it('is refused when the history would no longer hold together', () => {
    const signed = closed.events.find(({ type }) => type === 'ReplySigned');
    given(closed)
      .when({ ...correct, targetEventId: signed?.id ?? '', annulled: true })
      .refused('correction-breaks-history');
    given(closed)
      .when({ ...correct, occurredOn: '2020-01-03' })
      .refused('correction-breaks-history');
  });

  it('of a correction is only its annulment; an erasure stays', () => {
    const corrected = closed.does({ ...correct, changes: { channel: 'signedMail' } });
    const targetEventId = corrected.events.at(-1)?.id ?? '';
    given(corrected)
      .when({ ...correct, targetEventId, changes: { reason: '另一原因' } })
      .refused('correction-target-fixed');
    given(corrected)
      .when({ ...correct, targetEventId, annulled: true })
      .accepted();
    const erased = closed.does({
      type: 'ErasePersonalData',
      on: '2020-06-01',
      reason: '保存期满',
      approvedBy: '负责人',
    });
    given(erased)
      .when({
        ...correct,
        on: '2020-06-02',
        targetEventId: erased.events.at(-1)?.id ?? '',
        annulled: true,
      })
      .refused('correction-target-fixed');
  });
});
