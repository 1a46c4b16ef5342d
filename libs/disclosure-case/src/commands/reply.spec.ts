import { aCase, given, registration } from '@sunledger/disclosure-case/testing';

const open = aCase().registered('2022-09-20');
const sign = {
  type: 'SignReply',
  on: '2022-10-12',
  disposalKind: 'disclosedProvided',
  documentNumber: '某政信答〔2022〕1号',
} as const;
const signed = open.does(sign);
const sent = signed.dispatched('2022-10-13');

describe('signing', () => {
  it('names the kind, the number and what remedy the reply must show', () =>
    given(open)
      .when(sign)
      .then({ type: 'ReplySigned', data: expect.objectContaining({ remedyAdvice: 'choice' }) }));

  it('is refused without a kind, even in a ledger', () =>
    given(open)
      .when({ ...sign, disposalKind: undefined }, { attested: true })
      .refused('disposal-kind-missing'));

  it('needs a document number and somebody to answer, which a ledger may owe', () => {
    given(open)
      .when({ ...sign, documentNumber: undefined })
      .refused('reply-document-number-missing');
    const nobody = aCase().does(
      registration('2022-09-20', { personal: { sealed: 'x', fields: ['requestText'] } }),
    );
    given(nobody).when(sign).refused('applicant-details-missing');
    given(nobody)
      .when({ ...sign, documentNumber: undefined }, { attested: true })
      .warned('reply-document-number-missing', 'applicant-details-missing');
  });

  it('closes a case once', () => {
    given(signed).when(sign).refused('reply-already-signed', { signedOn: '2022-10-12' });
    given(sent).when(sign).refused('reply-already-signed');
    given(open.withdrawn('2022-10-10'))
      .when(sign)
      .refused('case-already-closed', { closedOn: '2022-10-10' });
  });

  it('comes after everything that was done on the case', () => {
    given(open.correctionNotified('2022-09-22').corrected('2022-10-13'))
      .when(sign)
      .refused('date-out-of-order', { earlierWhat: '收到补正', on: '2022-10-12' });
    given(open.consulted({ sentOn: '2022-10-13' }))
      .when({ ...sign, disposalKind: 'refusedThirdParty', reasons: '商业秘密' })
      .refused('date-out-of-order', { earlierWhat: '征求意见发函' });
    given(open.extended('2022-10-13')).when(sign).refused('date-out-of-order');
  });

  it('waits for what the applicant was asked for', () => {
    const asked = open.correctionNotified('2022-09-22');
    given(asked).when(sign).refused('not-permitted-in-status', { statusLabel: '待补正' });
    given(asked).when(sign, { attested: true }).warned('not-permitted-in-status');
    given(open.reasonsRequested('2022-09-22'))
      .when(sign, { attested: true })
      .refused('not-permitted-in-status', { statusLabel: '待说明理由' });
    given(open.feeNotified('2022-09-22'))
      .when(sign, { attested: true })
      .refused('not-permitted-in-status', { statusLabel: '待缴费' });
  });
});

describe('sending', () => {
  const dispatch = { type: 'DispatchReply', on: '2022-10-13', method: 'postal' } as const;

  it('follows the signature', () => {
    given(signed).when(dispatch).then({ type: 'ReplyDispatched', occurredOn: '2022-10-13' });
    given(open).when(dispatch).refused('reply-not-signed');
    given(signed)
      .when({ ...dispatch, on: '2022-10-11' })
      .refused('date-out-of-order', { earlierWhat: '签发答复' });
  });

  it('happens once, unless the delivery failed', () => {
    given(sent)
      .when({ ...dispatch, on: '2022-10-18' })
      .refused('reply-already-dispatched');
    const failed = sent.does({ type: 'RecordDeliveryFailure', on: '2022-10-17', reason: '退件' });
    given(failed)
      .when({ ...dispatch, on: '2022-10-14' })
      .refused('date-out-of-order');
    const again = failed.dispatched('2022-10-18', 'byHand');
    // The first posting is the one that counts as sent; the failure is past.
    expect(again.state.reply).toMatchObject({ dispatchedOn: '2022-10-13', method: 'byHand' });
    expect(again.state.reply?.failedOn).toBeUndefined();
  });

  it('is refused once the reply is in hand', () => {
    given(sent.delivered('2022-10-15'))
      .when({ ...dispatch, on: '2022-10-18' })
      .refused('reply-already-dispatched');
    const late = sent
      .does({ type: 'RecordDeliveryFailure', on: '2022-10-17', reason: '退件' })
      .delivered('2022-10-18');
    given(late)
      .when({ ...dispatch, on: '2022-10-19' })
      .refused('reply-already-delivered', { deliveredOn: '2022-10-18' });
  });

  it('precedes the delivery', () => {
    const delivery = { type: 'RecordReplyDelivery', on: '2022-10-15' } as const;
    given(signed).when(delivery).refused('reply-not-dispatched');
    given(sent)
      .when({ ...delivery, on: '2022-10-12' })
      .refused('date-out-of-order');
    given(sent.delivered('2022-10-15')).when(delivery).refused('reply-already-delivered');
  });
});

describe('what goes with the reply', () => {
  it('is drafted and reviewed before it is signed', () => {
    const draft = { type: 'DraftReply', on: '2022-10-10', draftedBy: '甲' } as const;
    given(open).when(draft).accepted();
    given(signed).when(draft).refused('not-permitted-in-status', { statusLabel: '已签发未送出' });
    given(open)
      .when({ type: 'ReviewReply', on: '2022-10-11', review: 'legal', passed: true })
      .accepted();
  });

  it('is provided with or after it', () => {
    const provide = { type: 'ProvideInformation', on: '2022-10-13', form: '复印件' } as const;
    given(sent).when(provide).accepted();
    given(sent)
      .when({ ...provide, on: '2022-10-11' })
      .refused('date-out-of-order');
    given(open.withdrawn('2022-10-10')).when(provide).refused('reply-not-signed');
  });
});
