import { isRefusal } from '@sunledger/decider';
import {
  type CaseFacts,
  clockFactsOf,
  type Deadline,
  deadline,
  decide,
  type DisclosureCase,
  foldCase,
  type LoggedRequestEvent,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import { type IsoDate, officialCalendar } from '@sunledger/working-days';

type Command<Name extends RequestCommand['type']> = Omit<
  Extract<RequestCommand, { type: Name }>,
  'type'
>;

/** The calendar with every arrangement there is, 2004 to 2026. */
export const calendarOf2026 = officialCalendar.asKnownOn('2026-11-30');

/** The defaults of the office with some switches set otherwise. */
export const policyWith = (switches: Partial<Policy>): Policy => ({
  ...defaultPolicy,
  ...switches,
});

/** What a decision may look at, on the day of the fact itself: nothing is logged late. */
export const factsOn = (today: IsoDate, facts: Partial<CaseFacts> = {}): CaseFacts => ({
  calendar: calendarOf2026,
  policy: defaultPolicy,
  today,
  ...facts,
});

/** A registration in person on a day; the personal data are sealed, the hashes those of 张三. */
export const registration = (
  receivedOn: IsoDate,
  more: Partial<Command<'RegisterApplication'>> = {},
): Extract<RequestCommand, { type: 'RegisterApplication' }> => ({
  type: 'RegisterApplication',
  on: receivedOn,
  agency: 'A',
  serialNumber: `${receivedOn.slice(0, 4)}-0001`,
  channel: 'inPerson',
  submittedOn: receivedOn,
  applicantType: 'naturalPerson',
  personal: { sealed: 'c2VhbGVk', fields: ['name', 'contact', 'requestText'] },
  lookup: { name: 'hash-of-zhang-san', documentNumber: 'hash-of-number' },
  ...more,
});

interface Consultation {
  readonly id?: string;
  readonly with?: 'thirdParty' | 'agency';
  readonly sentOn: IsoDate;
  readonly deliveredOn?: IsoDate;
  readonly answeredOn?: IsoDate;
  readonly opinion?: 'consent' | 'object';
  readonly silentOn?: IsoDate;
}

type Signature = Omit<Command<'SignReply'>, 'on'> & { readonly signedOn: IsoDate };
type Reply = Signature & {
  readonly method?: Command<'DispatchReply'>['method'];
  readonly dispatchedOn?: IsoDate;
  readonly deliveredOn?: IsoDate;
};

const parts: Command<'SignReply'>['parts'] = [
  { description: '会议决定', outcome: 'given' },
  {
    description: '讨论记录',
    outcome: 'withheld',
    disposalKind: 'refusedProcess',
    reason: '属于讨论记录',
  },
];

/**
 * A history that can have happened: each step runs a real command through `decide`, logged on
 * its own day, and throws when the command is refused. Every step gives a new history.
 */
export class CaseHistory {
  constructor(
    readonly events: readonly LoggedRequestEvent[],
    private readonly facts: Partial<CaseFacts>,
  ) {}

  get state(): DisclosureCase {
    return foldCase(this.events);
  }

  /** Carries out any command. */
  does(command: RequestCommand, facts: Partial<CaseFacts> = {}): CaseHistory {
    const known = factsOn(command.on, { ...this.facts, logged: this.events, ...facts });
    const decision = decide(command, this.state, known);
    if (isRefusal(decision)) {
      throw new Error(
        `${command.type} was refused: ${decision.refused} ${JSON.stringify(decision.facts)}`,
      );
    }
    const logged = decision.map((event, at) => ({
      ...event,
      id: `e${this.events.length + at + 1}`,
    }));
    return new CaseHistory([...this.events, ...logged], this.facts);
  }

  registered(receivedOn: IsoDate, more: Partial<Command<'RegisterApplication'>> = {}): CaseHistory {
    return this.does(registration(receivedOn, more));
  }

  /** The notice is drawn up and posted on one day. */
  correctionNotified(on: IsoDate, correctionDueOn?: IsoDate): CaseHistory {
    const due = correctionDueOn === undefined ? {} : { correctionDueOn };
    return this.does({ type: 'RequestCorrection', on, items: ['文件名称'], ...due }).does({
      type: 'DispatchCorrectionNotice',
      on,
      method: 'postal',
      lateNoticeReason: '经办人休假',
    });
  }

  correctionDelivered(on: IsoDate): CaseHistory {
    return this.does({ type: 'RecordCorrectionNoticeDelivery', on });
  }

  corrected(on: IsoDate): CaseHistory {
    return this.does({ type: 'ReceiveCorrection', on });
  }

  correctionLapsed(on: IsoDate): CaseHistory {
    return this.does({ type: 'LapseCorrection', on });
  }

  reasonsRequested(on: IsoDate): CaseHistory {
    return this.does({ type: 'RequestReasons', on, excess: '一个月内申请二十件' });
  }

  reasonsReceived(on: IsoDate): CaseHistory {
    return this.does({ type: 'ReceiveReasons', on, summary: '用于课题研究' });
  }

  reasonablePeriod(on: IsoDate, dueOn: IsoDate): CaseHistory {
    return this.does({ type: 'FixReasonablePeriod', on, dueOn, finding: '理由合理' });
  }

  consulted({ id = 'c1', with: party = 'thirdParty', ...thread }: Consultation): CaseHistory {
    const name = { consultationId: id };
    const third = party === 'thirdParty';
    const { sentOn, deliveredOn, answeredOn, opinion = 'consent', silentOn } = thread;
    let history = third
      ? this.does({ type: 'ConsultThirdParty', on: sentOn, ...name })
      : this.does({ type: 'ConsultAgency', on: sentOn, agencyName: '某县水务局', ...name });
    if (deliveredOn !== undefined) {
      const type = third ? 'RecordThirdPartyLetterDelivery' : 'RecordAgencyLetterDelivery';
      history = history.does({ type, on: deliveredOn, ...name });
    }
    if (answeredOn !== undefined) {
      const type = third ? 'ReceiveThirdPartyOpinion' : 'ReceiveAgencyOpinion';
      history = history.does({ type, on: answeredOn, opinion, ...name });
    }
    if (silentOn !== undefined) {
      const type = third ? 'RecordThirdPartySilence' : 'RecordAgencySilence';
      history = history.does({ type, on: silentOn, ...name });
    }
    return history;
  }

  /** Approved by the head and told to the applicant on one day. */
  extended(on: IsoDate, workingDays = 20): CaseHistory {
    return this.does({
      type: 'ApproveExtension',
      on,
      workingDays,
      reason: '资料量大',
      approvedBy: '工作机构负责人',
      approverRole: 'head',
    }).does({ type: 'NotifyExtension', on });
  }

  /** 按量计收: 68 pages unless said otherwise; assessed and sent on one day. */
  feeNotified(on: IsoDate, pages = 68): CaseHistory {
    return this.does({ type: 'AssessFee', on, basis: 'perVolume', pages }).does({
      type: 'DispatchFeeNotice',
      on,
      method: 'byHand',
    });
  }

  feeNoticeDelivered(on: IsoDate): CaseHistory {
    return this.does({ type: 'RecordFeeNoticeDelivery', on });
  }

  feePaid(on: IsoDate): CaseHistory {
    return this.does({
      type: 'ReceiveFeePayment',
      on,
      amountYuan: this.state.fee?.amountYuan ?? 0,
    });
  }

  feeLapsed(on: IsoDate): CaseHistory {
    return this.does({ type: 'LapseFee', on });
  }

  searched(on: IsoDate): CaseHistory {
    return this.does({
      type: 'RecordSearch',
      on,
      holdings: '档案室、办公系统',
      terms: '村庄规划',
      searchedBy: '经办人',
      found: false,
    });
  }

  /** Signs; what the kind must state is filled in where the spec does not care. */
  signed({ signedOn, ...reply }: Signature): CaseHistory {
    const searched =
      reply.disposalKind === 'informationNotExist' && this.state.searchCount === 0
        ? this.searched(signedOn)
        : this;
    return searched.does({
      type: 'SignReply',
      on: signedOn,
      documentNumber: '某政信答〔2019〕1号',
      reasons: '依据条例有关规定',
      access: '政府网站政务公开专栏',
      ...(reply.disposalKind === 'notThisAgency' ? { responsibleAgency: '某县水务局' } : {}),
      ...(reply.disposalKind === 'partiallyDisclosed' ? { parts } : {}),
      ...reply,
    });
  }

  dispatched(on: IsoDate, method: Command<'DispatchReply'>['method'] = 'postal'): CaseHistory {
    return this.does({ type: 'DispatchReply', on, method });
  }

  delivered(on: IsoDate): CaseHistory {
    return this.does({ type: 'RecordReplyDelivery', on });
  }

  /** Signed and sent; by post on the day of signature unless said otherwise. */
  replied({ method, dispatchedOn, deliveredOn, ...reply }: Reply): CaseHistory {
    const sent = this.signed(reply).dispatched(dispatchedOn ?? reply.signedOn, method);
    return deliveredOn === undefined ? sent : sent.delivered(deliveredOn);
  }

  withdrawn(on: IsoDate): CaseHistory {
    return this.does({ type: 'WithdrawApplication', on });
  }

  carriedOver(fromYear: number): CaseHistory {
    return this.does({ type: 'CarryOver', on: `${fromYear}-12-31`, fromYear });
  }

  /** Corrects the newest fact of a type. */
  factCorrected(
    on: IsoDate,
    targetType: LoggedRequestEvent['type'],
    correction: Partial<Command<'CorrectFact'>>,
  ): CaseHistory {
    const target = this.events.findLast(({ type }) => type === targetType);
    if (target === undefined) throw new Error(`there is no ${targetType} to correct`);
    return this.does({
      type: 'CorrectFact',
      on,
      targetEventId: target.id,
      reason: '录入错误',
      approvedBy: '工作机构负责人',
      ...correction,
    });
  }
}

/** An empty history; `facts` (a policy, a calendar) hold for every step that follows. */
export const aCase = (facts: Partial<CaseFacts> = {}): CaseHistory => new CaseHistory([], facts);

/** The deadline of a history, worked out with the calendar as it was known on a day. */
export function deadlineOf(
  { state }: CaseHistory,
  policy: Policy = defaultPolicy,
  knownOn: IsoDate = '2026-11-30',
): Deadline {
  const facts = clockFactsOf(state);
  if (facts === null) throw new Error('the case is not registered');
  return deadline(facts, officialCalendar.asKnownOn(knownOn), policy);
}
