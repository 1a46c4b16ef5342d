import { aCase, deadlineOf, given } from '@sunledger/disclosure-case/testing';
import { friday, monday, tuesday } from '@sunledger/working-days/testing';

// Worked example 7 and 8: letter of Fri 2023-09-15, received Mon 2023-09-18.
const open = aCase().registered(monday('2023-09-11'));
const sent = open.consulted({ sentOn: friday('2023-09-15') });
const delivered = open.consulted({
  sentOn: friday('2023-09-15'),
  deliveredOn: monday('2023-09-18'),
});
const thread = { consultationId: 'c1' } as const;
const disclosed = { signedOn: '2023-10-20', disposalKind: 'disclosedProvided' } as const;

describe('a letter', () => {
  it('has a number of its own', () => {
    given(sent)
      .when({ type: 'ConsultThirdParty', on: '2023-09-18', ...thread })
      .refused('consultation-exists', { consultationId: 'c1' });
    given(sent)
      .when({ type: 'ConsultAgency', on: '2023-09-18', agencyName: '水务局', ...thread })
      .refused('consultation-exists');
    given(open)
      .when({ type: 'ReceiveThirdPartyOpinion', on: '2023-09-18', ...thread })
      .refused('consultation-unknown');
    given(sent)
      .when({ type: 'ReceiveAgencyOpinion', on: '2023-09-18', ...thread })
      .refused('consultation-unknown');
  });

  it('arrives once, and not before it was sent', () => {
    const delivery = {
      type: 'RecordThirdPartyLetterDelivery',
      on: '2023-09-18',
      ...thread,
    } as const;
    given(sent)
      .when({ ...delivery, on: '2023-09-14' })
      .refused('date-out-of-order');
    given(delivered)
      .when({ ...delivery, on: '2023-09-25' })
      .refused('consultation-already-delivered', { deliveredOn: '2023-09-18' });
  });

  it('is answered once', () => {
    const opinion = {
      type: 'ReceiveThirdPartyOpinion',
      on: '2023-10-12',
      opinion: 'consent',
      ...thread,
    } as const;
    given(sent).when(opinion).then({ type: 'ThirdPartyOpinionReceived', occurredOn: '2023-10-12' });
    given(sent.does(opinion))
      .when(opinion)
      .refused('consultation-closed', { closedOn: '2023-10-12' });
    given(sent)
      .when({ ...opinion, on: '2023-09-14' })
      .refused('date-out-of-order');
  });

  it('may be answered when the agency has decided without it, which stops no clock', () => {
    // Base 2023-10-13; from Fri 09-15 fifteen working days, through Thu 10-12, do not count.
    const refused = sent.replied({ signedOn: '2023-10-20', disposalKind: 'refusedProcess' });
    const due = '2023-11-03';
    expect(deadlineOf(refused).dueOn).toBe(due);
    const opinion = { type: 'ReceiveThirdPartyOpinion', on: '2023-12-01', ...thread } as const;
    given(refused).when(opinion).then({ type: 'ThirdPartyOpinionReceived' });
    expect(deadlineOf(refused.does(opinion)).dueOn).toBe(due);
  });
});

describe('silence', () => {
  const silence = { type: 'RecordThirdPartySilence', on: monday('2023-10-16'), ...thread } as const;

  it('is found after fifteen working days from receipt (worked example 8)', () => {
    given(delivered)
      .when({ ...silence, on: friday('2023-10-13') })
      .refused('opinion-period-running', { answerDueOn: '2023-10-13' });
    given(delivered).when(silence).then({ type: 'ThirdPartySilenceElapsed' });
    given(sent).when(silence).refused('consultation-not-delivered');
    given(sent).when(silence, { attested: true }).warned('consultation-not-delivered');
  });

  it('of a third party is no consent: the agency decides (art 32)', () =>
    expect(delivered.does(silence).state.consultations[0]?.opinion).toBeUndefined());

  it('of another agency is consent (art 34)', () => {
    const silent = open.consulted({
      with: 'agency',
      sentOn: '2023-09-15',
      deliveredOn: '2023-09-18',
      silentOn: '2023-10-16',
    });
    expect(silent.state.consultations[0]?.opinion).toBe('consent');
  });
});

describe('disclosing what a third party was asked about', () => {
  const sign = { type: 'SignReply', on: '2023-10-20', documentNumber: '1号' } as const;
  const objecting = open.consulted({
    sentOn: '2023-09-15',
    answeredOn: '2023-10-12',
    opinion: 'object',
  });

  it('waits for the answer', () => {
    given(sent)
      .when({ ...sign, disposalKind: 'disclosedProvided' })
      .refused('consultation-pending', { consultationId: 'c1' });
    // The opinion came, but after the day of which the signature speaks.
    given(open.consulted({ sentOn: '2023-09-15', answeredOn: '2023-10-12' }))
      .when({ ...sign, on: '2023-10-11', disposalKind: 'disclosedProvided' })
      .refused('consultation-pending');
    given(sent)
      .when({ ...sign, disposalKind: 'disclosedProvided' }, { attested: true })
      .warned('consultation-pending');
  });

  it('needs a public-interest decision against an objection, even in a ledger', () => {
    given(objecting)
      .when({ ...sign, disposalKind: 'disclosedProvided' }, { attested: true })
      .refused('third-party-objects', { consultationId: 'c1' });
    const decided = objecting.does({
      type: 'DecidePublicInterestDisclosure',
      on: '2023-10-18',
      reason: '涉及饮水安全',
      decidedBy: '负责人',
      ...thread,
    });
    expect(decided.signed(disclosed).state.reply?.disposalKind).toBe('disclosedProvided');
    given(decided)
      .when({ ...sign, on: '2023-10-17', disposalKind: 'disclosedProvided' })
      .refused('third-party-objects');
    given(decided)
      .when({ type: 'NotifyThirdParty', on: tuesday('2023-10-24'), content: '检测结果', ...thread })
      .then({ type: 'ThirdPartyNotified' });
  });

  it('may withhold just what is objected to', () =>
    expect(
      objecting.signed({ ...disclosed, disposalKind: 'partiallyDisclosed' }).state.reply,
    ).toBeDefined());

  it('needs no such decision where nobody objects', () => {
    const decision = {
      type: 'DecidePublicInterestDisclosure',
      on: '2023-10-18',
      reason: '公共利益',
      decidedBy: '负责人',
      ...thread,
    } as const;
    given(sent).when(decision).refused('third-party-not-objecting');
    given(open).when(decision).refused('consultation-unknown');
    given(objecting)
      .when({ ...decision, on: '2023-10-11' })
      .refused('date-out-of-order');
    given(open)
      .when({ type: 'NotifyThirdParty', on: '2023-10-18', content: '内容', ...thread })
      .refused('consultation-unknown');
  });
});
