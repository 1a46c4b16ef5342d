import {
  type ReplyDisposalKind,
  replyDisposalKinds,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { aCase, given, policyWith } from '@sunledger/disclosure-case/testing';

type SignReply = Extract<RequestCommand, { type: 'SignReply' }>;

const open = aCase().registered('2022-09-20');
const sign = (disposalKind: ReplyDisposalKind, more: Partial<SignReply> = {}): SignReply => ({
  type: 'SignReply',
  on: '2022-10-12',
  disposalKind,
  documentNumber: '某政信答〔2022〕1号',
  ...more,
});

const granted: readonly ReplyDisposalKind[] = [
  'alreadyPublic',
  'disclosedProvided',
  'disclosedScheduled',
];
const given1 = { description: '会议决定', outcome: 'given' } as const;
const withheld1 = { description: '讨论记录', outcome: 'withheld', reason: '过程性' } as const;

describe('reasons (arts 36–39)', () => {
  it.each(replyDisposalKinds.filter((kind) => !granted.includes(kind)))(
    'are stated for %s',
    (kind) => given(open).when(sign(kind)).refused('reply-reasons-missing'),
  );

  it('are not needed where everything is given', () => {
    given(open).when(sign('disclosedProvided')).accepted();
    given(open)
      .when(sign('alreadyPublic', { access: '门户网站' }))
      .accepted();
  });

  it('alone are enough for kinds without conditions of their own', () => {
    const free: readonly ReplyDisposalKind[] = [
      'refusedStateSecret',
      'refusedLawProhibited',
      'refusedSafetyStability',
      'refusedInternalAffairs',
      'refusedProcess',
      'refusedEnforcementFile',
      'refusedAdminQuery',
      'unableNeedsCreation',
      'notProcessedPetition',
      'notProcessedPublication',
      'notProcessedReconfirm',
      'notGovernmentInformation',
      'inStateArchives',
      'otherMisc',
    ];
    for (const kind of free)
      given(open)
        .when(sign(kind, { reasons: '依据条例' }))
        .accepted();
  });
});

describe('the way to get it', () => {
  it('is told for what is public or will be', () => {
    given(open).when(sign('alreadyPublic')).refused('reply-access-missing');
    given(open).when(sign('disclosedScheduled')).refused('reply-access-missing');
    given(open).when(sign('alreadyPublic'), { attested: true }).warned('reply-access-missing');
  });
});

describe('a partial disclosure (art 37)', () => {
  const partial = (parts: SignReply['parts']) =>
    sign('partiallyDisclosed', { reasons: '区分处理', parts });

  it('states a given part, a withheld part, and why', () => {
    given(open)
      .when(partial([given1, withheld1]))
      .accepted();
    for (const parts of [
      undefined,
      [given1],
      [withheld1],
      [given1, { description: '讨论记录', outcome: 'withheld' } as const],
    ]) {
      given(open).when(partial(parts)).refused('reply-parts-missing');
    }
    given(open).when(partial(undefined), { attested: true }).warned('reply-parts-missing');
  });

  it('multiItemPrincipalRule: absorbs every mixed reply, or leaves it to the officer', () => {
    const mixed = sign('disclosedProvided', { parts: [given1, withheld1] });
    given(open).when(mixed).refused('reply-parts-mixed');
    const policy = policyWith({ multiItemPrincipalRule: 'officerNames' });
    given(open).when(mixed, { policy }).refused('principal-kind-needs-reason');
    given(open)
      .when({ ...mixed, principalReason: '主要内容已公开' }, { policy })
      .accepted();
  });

  it('is not what several items of one outcome are', () => {
    const several = sign('disclosedProvided', { parts: [given1, given1] });
    given(open).when(several).refused('principal-kind-needs-reason');
    given(open)
      .when({ ...several, principalReason: '各项均予公开' })
      .accepted();
  });
});

describe('information that does not exist (art 36(4))', () => {
  it('was searched for', () => {
    const none = sign('informationNotExist', { reasons: '经检索未查到' });
    given(open).when(none).refused('search-record-missing');
    given(open.searched('2022-10-11')).when(none).accepted();
    given(open).when(none, { attested: true }).warned('search-record-missing');
  });
});

describe('another agency (art 36(5))', () => {
  const other = sign('notThisAgency', { reasons: '由县水务局制作' });

  it('is named, or said not to be known', () => {
    given(open).when(other).refused('responsible-agency-missing');
    given(open).when(other, { attested: true }).warned('responsible-agency-missing');
    for (const responsibleAgency of ['某县水务局，电话见其网站', '不能确定']) {
      given(open)
        .when({ ...other, responsibleAgency })
        .accepted();
    }
  });
});

describe('a repeated request (art 36(6))', () => {
  const repeat = sign('notProcessedRepeat', { reasons: '已答复', earlierCaseId: 'case-1' });
  const earlierCase = {
    caseId: 'case-1',
    answered: true,
    lookup: { documentNumber: 'hash-of-number' },
  };

  it('points to an earlier answered case of the same applicant', () => {
    given(open).when(repeat, { earlierCase }).then({ type: 'ReplySigned' });
    given(open).when(repeat).refused('earlier-case-missing');
    given(open)
      .when({ ...repeat, earlierCaseId: undefined }, { earlierCase })
      .refused('earlier-case-missing');
    given(open).when(repeat, { attested: true }).warned('earlier-case-missing');
  });

  it('is refused for a case that was not answered or is not the applicant’s, attested or not', () => {
    given(open)
      .when(repeat, { earlierCase: { ...earlierCase, answered: false }, attested: true })
      .refused('earlier-case-not-answered', { earlierCaseId: 'case-1' });
    const other = { ...earlierCase, lookup: { documentNumber: 'hash-of-another' } };
    given(open)
      .when(repeat, { earlierCase: other, attested: true })
      .refused('earlier-case-other-applicant', { earlierCaseId: 'case-1' });
  });

  it('knows the applicant by number, or by name where a number is missing', () => {
    const named = { ...earlierCase, lookup: { name: 'hash-of-zhang-san' } };
    given(open).when(repeat, { earlierCase: named }).then({ type: 'ReplySigned' });
    const namesake = {
      ...earlierCase,
      lookup: { name: 'hash-of-zhang-san', documentNumber: 'hash-of-another' },
    };
    given(open).when(repeat, { earlierCase: namesake }).refused('earlier-case-other-applicant');
  });
});

describe('an excessive request (art 35)', () => {
  const excessive = sign('notProcessedExcessive', { reasons: '理由不合理' });

  it('was asked for reasons, and the finding is written down', () => {
    given(open).when(excessive).refused('excess-reasons-not-requested');
    const asked = open.reasonsRequested('2022-09-22');
    given(asked).when(excessive).refused('excess-finding-missing');
    given(asked)
      .when({ ...excessive, finding: '未说明理由' })
      .accepted();
    given(open)
      .when(excessive, { attested: true })
      .warned('excess-reasons-not-requested', 'excess-finding-missing');
  });
});

describe('a request that stays unclear (art 30)', () => {
  it('was corrected before', () => {
    const unclear = sign('unableUnclearAfterCorrection', { reasons: '仍不明确' });
    given(open).when(unclear).refused('correction-record-missing');
    given(open.correctionNotified('2022-09-22').corrected('2022-10-10')).when(unclear).accepted();
    given(open).when(unclear, { attested: true }).warned('correction-record-missing');
  });
});

describe('a refusal for a third party (arts 15, 32)', () => {
  it('follows a letter to the third party', () => {
    const refusal = sign('refusedThirdParty', { reasons: '商业秘密' });
    given(open).when(refusal).refused('third-party-record-missing');
    given(open.consulted({ sentOn: '2022-09-22', answeredOn: '2022-10-08', opinion: 'object' }))
      .when(refusal)
      .accepted();
    given(open).when(refusal, { attested: true }).warned('third-party-record-missing');
  });
});
