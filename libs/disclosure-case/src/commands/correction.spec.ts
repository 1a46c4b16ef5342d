import type { RequestCommand } from '@sunledger/disclosure-case';
import { aCase, given, policyWith } from '@sunledger/disclosure-case/testing';
import { friday, thursday, wednesday } from '@sunledger/working-days/testing';

// Received Fri 2021-09-10: the seventh working day is Wed 2021-09-22.
const open = aCase().registered(friday('2021-09-10'));
const requested = open.does({
  type: 'RequestCorrection',
  on: '2021-09-22',
  items: ['文件名称'],
  correctionDueOn: '2021-10-20',
});
const asked = open.correctionNotified('2021-09-22', '2021-10-20');

type RequestCorrection = Extract<RequestCommand, { type: 'RequestCorrection' }>;
const again: RequestCorrection = { type: 'RequestCorrection', on: '2021-10-14', items: ['年份'] };

describe('asking for a correction', () => {
  it('is within seven working days, or needs a reason and is marked late', () => {
    given(requested)
      .when({ type: 'DispatchCorrectionNotice', on: wednesday('2021-09-22'), method: 'postal' })
      .then({ type: 'CorrectionNoticeDispatched', data: expect.objectContaining({ late: false }) });
    const late = {
      type: 'DispatchCorrectionNotice',
      on: thursday('2021-09-23'),
      method: 'postal',
    } as const;
    given(requested).when(late).refused('correction-notice-late', { noticeDueOn: '2021-09-22' });
    given(requested)
      .when({ ...late, lateNoticeReason: '经办人休假' })
      .then({ type: 'CorrectionNoticeDispatched', data: expect.objectContaining({ late: true }) });
    given(requested).when(late, { attested: true }).warned('correction-notice-late');
  });

  it('is done once', () => {
    given(asked).when(again).refused('correction-already-requested');
    given(asked.corrected('2021-10-13'))
      .when(again)
      .refused('correction-already-requested', { requestedOn: '2021-09-22' });
  });

  it('secondCorrectionAllowed: a second time with a reason, after the first was answered', () => {
    const policy = policyWith({ secondCorrectionAllowed: true });
    const reasoned = { ...again, secondNoticeReason: '补正后仍缺年份' };
    const corrected = asked.corrected('2021-10-13');
    given(corrected).when(reasoned, { policy }).then({ type: 'CorrectionRequested' });
    given(corrected).when(again, { policy }).refused('correction-already-requested');
    given(corrected).when(reasoned).refused('correction-already-requested');
    given(asked).when(reasoned, { policy }).refused('correction-already-requested');
    given(corrected)
      .when({ ...reasoned, on: '2021-10-12' }, { policy })
      .refused('date-out-of-order', { earlierWhat: '收到补正' });
  });

  it('is too late after a reply or another end', () => {
    const inTime = { ...again, on: '2021-09-22' };
    given(open.signed({ signedOn: '2021-09-18', disposalKind: 'disclosedProvided' }))
      .when(inTime)
      .refused('correction-after-reply', { signedOn: '2021-09-18' });
    given(open.withdrawn('2021-09-18')).when(inTime).refused('case-already-closed');
  });

  it('sends one notice', () => {
    const dispatch = {
      type: 'DispatchCorrectionNotice',
      on: '2021-09-22',
      method: 'postal',
    } as const;
    given(open).when(dispatch).refused('correction-not-requested');
    given(asked).when(dispatch).refused('correction-notice-already-sent');
    given(requested)
      .when({ ...dispatch, on: '2021-09-18' })
      .refused('date-out-of-order', { earlierWhat: '补正告知拟定' });
  });

  it('notes its delivery once', () =>
    given(asked.correctionDelivered('2021-09-24'))
      .when({ type: 'RecordCorrectionNoticeDelivery', on: '2021-09-26' })
      .refused('correction-notice-already-delivered', { deliveredOn: '2021-09-24' }));
});

describe('receiving the correction', () => {
  it('opens the case again', () => {
    given(asked)
      .when({ type: 'ReceiveCorrection', on: wednesday('2021-10-13') })
      .then({ type: 'CorrectionReceived', occurredOn: '2021-10-13' });
    given(open)
      .when({ type: 'ReceiveCorrection', on: '2021-10-13' })
      .refused('correction-not-awaited');
  });

  it('needs a justification after its period', () => {
    const late = { type: 'ReceiveCorrection', on: '2021-10-21' } as const;
    given(asked).when(late).refused('correction-after-period-needs-justification');
    given(asked)
      .when({ ...late, latenessJustification: '住院' })
      .accepted();
    given(asked)
      .when(late, { attested: true })
      .warned('correction-after-period-needs-justification');
  });

  it('follows an extended period', () => {
    const extended = asked.does({
      type: 'ExtendCorrectionDeadline',
      on: '2021-10-18',
      correctionDueOn: '2021-11-01',
      reason: '申请人请求',
    });
    given(extended).when({ type: 'ReceiveCorrection', on: '2021-10-21' }).accepted();
    given(asked)
      .when({
        type: 'ExtendCorrectionDeadline',
        on: '2021-10-18',
        correctionDueOn: '2021-10-20',
        reason: '申请人请求',
      })
      .refused('correction-deadline-not-later', { earlierDueOn: '2021-10-20' });
  });
});

describe('a correction that never comes', () => {
  const lapse = { type: 'LapseCorrection', on: '2021-10-21' } as const;

  it('lapses after the period, with proof of delivery', () => {
    const closed = asked.correctionDelivered('2021-09-24').correctionLapsed('2021-10-21');
    expect(closed.state.correctionLapsedOn).toBe('2021-10-21');
    given(asked).when(lapse).refused('correction-not-delivered');
    given(asked.correctionDelivered('2021-09-24'))
      .when({ ...lapse, on: '2021-10-20' })
      .refused('correction-period-running', { correctionDueOn: '2021-10-20' });
    given(open).when(lapse).refused('correction-not-awaited');
  });

  it('of a ledger is believed with warnings, but not before the notice', () => {
    given(asked).when(lapse, { attested: true }).warned('correction-not-delivered');
    given(asked)
      .when({ ...lapse, on: '2021-09-18' }, { attested: true })
      .refused('date-out-of-order', { earlierWhat: '补正告知发出' });
  });
});
