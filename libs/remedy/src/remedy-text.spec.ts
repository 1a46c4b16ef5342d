import { defaultPolicy } from '@sunledger/policy';

import { remedyText, type ReplyForRemedyText } from './index';

const reply: ReplyForRemedyText = {
  decidedOn: '2024-01-01',
  disposalKind: 'refusedProcess',
  reviewBody: '阳光县人民政府',
  court: '阳光县人民法院',
};
const mayChoose =
  '如对本答复不服，可以自收到本答复之日起60日内向阳光县人民政府申请行政复议，' +
  '或者自收到本答复之日起6个月内向阳光县人民法院提起行政诉讼。';
const reviewFirst =
  '如对本答复不服，应当先自收到本答复之日起60日内向阳光县人民政府申请行政复议；' +
  '对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向阳光县人民法院提起行政诉讼。';

describe('the remedy text', () => {
  it('sends refusals under arts 14–16 to review first since 2024-01-01', () => {
    expect(remedyText(reply, defaultPolicy)).toBe(reviewFirst);
    expect(remedyText({ ...reply, decidedOn: '2023-12-31' }, defaultPolicy)).toBe(mayChoose);
  });

  it.each([
    'alreadyPublic',
    'informationNotExist',
    'refusedAdminQuery',
    'correctionLapsed',
  ] as const)('leaves the choice in case of %s', (disposalKind) => {
    expect(remedyText({ ...reply, disposalKind }, defaultPolicy)).toBe(mayChoose);
  });

  it('says nothing to an applicant who withdrew', () => {
    expect(remedyText({ ...reply, disposalKind: 'withdrawn' }, defaultPolicy)).toBeNull();
  });

  it('names the way to apply on line', () => {
    expect(remedyText({ ...reply, online: '掌上复议' }, defaultPolicy)).toBe(
      `${reviewFirst}行政复议申请可以通过掌上复议在线提交。`,
    );
  });

  describe('of a partial disclosure', () => {
    const partial: ReplyForRemedyText = {
      ...reply,
      disposalKind: 'partiallyDisclosed',
      withheld: ['refusedThirdParty'],
    };
    const twoParts =
      '如对本答复中依据《中华人民共和国政府信息公开条例》第十四条至第十六条不予公开的部分不服，' +
      '应当先自收到本答复之日起60日内向阳光县人民政府申请行政复议；' +
      '对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向阳光县人民法院提起行政诉讼；' +
      '如对本答复的其他部分不服，可以自收到本答复之日起60日内向阳光县人民政府申请行政复议，' +
      '或者自收到本答复之日起6个月内向阳光县人民法院提起行政诉讼。';

    it('sends the withheld arts 14–16 part to review first, before July 2026 by policy', () => {
      const off = { ...defaultPolicy, partialReviewFirst2024: false };
      expect(remedyText(partial, defaultPolicy)).toBe(twoParts);
      expect(remedyText(partial, off)).toBe(mayChoose);
      expect(remedyText({ ...partial, decidedOn: '2026-06-30' }, off)).toBe(mayChoose);
      expect(remedyText({ ...partial, decidedOn: '2026-07-01' }, off)).toBe(twoParts);
    });

    it('leaves the choice where the withheld part is of another class, and before 2024', () => {
      expect(remedyText({ ...partial, withheld: ['informationNotExist'] }, defaultPolicy)).toBe(
        mayChoose,
      );
      expect(remedyText({ ...partial, decidedOn: '2023-12-31' }, defaultPolicy)).toBe(mayChoose);
    });
  });

  describe('of notices reported not to be admitted by courts since June 2025', () => {
    const exceptListed = { ...defaultPolicy, suitAdmissibility2025: 'exceptListed' } as const;
    const reviewOnly = '如对本答复不服，可以自收到本答复之日起60日内向阳光县人民政府申请行政复议。';

    it.each([
      'notProcessedRepeat',
      'refusedAdminQuery',
      'unableNeedsCreation',
      'notProcessedPetition',
      'notProcessedPublication',
    ] as const)('names the suit for %s by default, leaves it out by policy', (disposalKind) => {
      const notice = { ...reply, disposalKind, decidedOn: '2025-06-01' };
      expect(remedyText(notice, defaultPolicy)).toBe(mayChoose);
      expect(remedyText(notice, exceptListed)).toBe(reviewOnly);
      expect(remedyText({ ...notice, decidedOn: '2025-05-31' }, exceptListed)).toBe(mayChoose);
    });

    it('keeps the suit for every other kind', () => {
      expect(
        remedyText(
          { ...reply, disposalKind: 'informationNotExist', decidedOn: '2025-06-01' },
          exceptListed,
        ),
      ).toBe(mayChoose);
      expect(remedyText({ ...reply, decidedOn: '2025-06-01' }, exceptListed)).toBe(reviewFirst);
    });
  });
});
