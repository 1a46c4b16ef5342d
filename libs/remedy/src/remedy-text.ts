import { type DisposalKind, remedyAdvice } from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

/** 法释〔2025〕8号 in force. */
export const suitRules2025From: IsoDate = '2025-06-01';

/** Notices said at second hand not to be admitted by courts since 法释〔2025〕8号. */
const reportedNotAdmitted: ReadonlySet<DisposalKind> = new Set<DisposalKind>([
  'notProcessedRepeat',
  'refusedAdminQuery',
  'unableNeedsCreation',
  'notProcessedPetition',
  'notProcessedPublication',
]);

export interface ReplyForRemedyText {
  /** The day of signing; the law of that day decides. */
  readonly decidedOn: IsoDate;
  readonly disposalKind: DisposalKind;
  /** Kinds of refusal of the withheld parts of a partial disclosure. */
  readonly withheld?: readonly DisposalKind[];
  /** Name of the body; where two compete (before 2024) both, joined by 或者. */
  readonly reviewBody: string;
  readonly court: string;
  /** Where to apply for review on line; due when the reply is served on line (行政复议法 art 22). */
  readonly online?: string;
}

/**
 * The remedy text of a reply (行政复议法 arts 20, 23; 行政诉讼法 arts 45, 46), chosen by date and
 * kind of decision. Null where there is nothing to challenge: the applicant withdrew.
 */
export function remedyText(reply: ReplyForRemedyText, policy: Policy): string | null {
  const { decidedOn, disposalKind, withheld = [], online } = reply;
  if (disposalKind === 'withdrawn') return null;
  const onLine = online === undefined ? '' : `行政复议申请可以通过${online}在线提交。`;
  const advice = remedyAdvice(decidedOn, disposalKind, withheld, policy);
  if (advice === 'choice') {
    return `如对本答复不服，${choice(reply, maySue(reply, policy))}。${onLine}`;
  }
  if (disposalKind !== 'partiallyDisclosed') {
    return `如对本答复不服，${reviewFirst(reply)}。${onLine}`;
  }
  return (
    `如对本答复中依据《中华人民共和国政府信息公开条例》第十四条至第十六条不予公开的部分不服，` +
    `${reviewFirst(reply)}；如对本答复的其他部分不服，${choice(reply, true)}。${onLine}`
  );
}

const maySue = ({ decidedOn, disposalKind }: ReplyForRemedyText, policy: Policy): boolean =>
  policy.suitAdmissibility2025 === 'allKinds' ||
  decidedOn < suitRules2025From ||
  !reportedNotAdmitted.has(disposalKind);

const choice = ({ reviewBody, court }: ReplyForRemedyText, maySueToo: boolean): string => {
  const review = `可以自收到本答复之日起60日内向${reviewBody}申请行政复议`;
  return maySueToo ? `${review}，或者自收到本答复之日起6个月内向${court}提起行政诉讼` : review;
};

const reviewFirst = ({ reviewBody, court }: ReplyForRemedyText): string =>
  `应当先自收到本答复之日起60日内向${reviewBody}申请行政复议；` +
  `对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向${court}提起行政诉讼`;
