import { isRefusal } from '@sunledger/decider';
import { foldCase } from '@sunledger/disclosure-case';
import { derivedId } from '@sunledger/disclosure-office';
import {
  challengedRequestOf,
  decideRemedy,
  foldRemedy,
  type LoggedRemedyEvent,
  type RemedyCommand,
  remedyStatusOf,
  reviewDecisionTypes,
  suitDecisionTypes,
} from '@sunledger/remedy';
import { addDays, type IsoDate } from '@sunledger/working-days';

import { chosen } from './case-acts';
import type { RemedyChoice, StepChoice } from './choices';
import { type CaseCourse, lastLoggedOn, type Logged } from './course';

/** The history of one 行政复议 or 行政诉讼 as it grows, by commands that were accepted. */
export class RemedyCourse {
  readonly log: Logged<LoggedRemedyEvent>[] = [];
  private day: IsoDate;

  constructor(
    readonly remedyId: string,
    private readonly choice: RemedyChoice,
    private readonly request: CaseCourse,
    private readonly reviews: readonly RemedyCourse[],
  ) {
    const arrivedOn = request.events[0]?.occurredOn ?? lastLoggedOn;
    this.day = addDays(arrivedOn, choice.after);
  }

  /** Lives through its steps; `forLedger` keeps to what one row can say: no appeal. */
  run(forLedger: boolean): void {
    this.step({ act: 0, wait: 0, back: 0, pick: 0 }, forLedger);
    for (const step of this.choice.steps) this.step(step, forLedger);
  }

  private get events(): readonly LoggedRemedyEvent[] {
    return this.log.map(({ event }) => event);
  }

  private step({ act, wait, back, pick }: StepChoice, forLedger: boolean): void {
    const day = addDays(this.day, wait);
    if (day > lastLoggedOn) return;
    this.day = day;
    const command = this.commandOf(addDays(day, -back), act, pick);
    const appeal = command?.type === 'AppealSuit' || command?.type === 'CorrectRemedyFact';
    if (command !== undefined && !(forLedger && appeal)) this.try(command);
  }

  private commandOf(on: IsoDate, act: number, pick: number): RemedyCommand | undefined {
    const { kind } = this.choice;
    const review = kind === 'review';
    switch (remedyStatusOf(foldRemedy(this.events))) {
      case 'unfiled':
        return this.filing(on);
      case 'filed':
        if (act % 6 === 0) return { type: review ? 'WithdrawReview' : 'WithdrawSuit', on };
        if (act % 6 === 1) {
          return review
            ? { type: 'DecideReview', on, decision: 'notAccepted' }
            : { type: 'DecideSuit', on, decision: 'notDocketed' };
        }
        return { type: review ? 'AcceptReview' : 'DocketSuit', on };
      case 'underway':
        if (act % 6 === 0) return { type: review ? 'WithdrawReview' : 'WithdrawSuit', on };
        if (act % 6 === 1) return this.correction(on, pick);
        return review
          ? { type: 'DecideReview', on, decision: chosen(reviewDecisionTypes, pick) }
          : { type: 'DecideSuit', on, decision: chosen(suitDecisionTypes, pick) };
      case 'decided':
        return act % 3 === 0 || review
          ? this.correction(on, pick)
          : { type: 'AppealSuit', on, by: 'applicant' };
      case 'withdrawn':
        return this.correction(on, pick);
    }
  }

  private filing(on: IsoDate): RemedyCommand {
    const { remedyId, choice, request } = this;
    const names = { on, remedyId, caseId: request.caseId };
    if (choice.kind === 'review') return { type: 'FileReview', ...names };
    if (choice.kind === 'directSuit') return { type: 'FileSuit', ...names, afterReview: false };
    const reviewRemedyId = this.reviews.at(-1)?.remedyId;
    return reviewRemedyId === undefined
      ? { type: 'FileSuit', ...names, afterReview: false }
      : { type: 'FileSuit', ...names, afterReview: true, reviewRemedyId, reviewLapsed: true };
  }

  private correction(on: IsoDate, pick: number): RemedyCommand {
    const target = chosen(this.events, pick);
    const words = { targetEventId: target.id, reason: '录入错误', approvedBy: '负责人' };
    const command = { type: 'CorrectRemedyFact', on, ...words } as const;
    return pick % 3 === 0
      ? { ...command, annulled: true }
      : { ...command, occurredOn: addDays(target.occurredOn, (pick % 61) - 30) };
  }

  private try(command: RemedyCommand): void {
    const { caseId, policy } = this.request;
    const request = challengedRequestOf(caseId, foldCase(this.request.eventsBy(this.day)));
    const before = this.reviews.at(-1)?.log.filter(({ loggedOn }) => loggedOn <= this.day);
    const decision = decideRemedy({ lateReason: '补录', ...command }, foldRemedy(this.events), {
      policy,
      today: this.day,
      logged: this.events,
      ...(request === undefined ? {} : { request }),
      ...(before === undefined ? {} : { review: foldRemedy(before.map(({ event }) => event)) }),
    });
    if (isRefusal(decision)) return;
    for (const event of decision) {
      const id = derivedId('property', this.remedyId, this.log.length);
      const data = JSON.parse(JSON.stringify(event.data)) as object;
      const logged = { ...event, data, id } as LoggedRemedyEvent;
      this.log.push({ loggedOn: this.day, event: logged });
    }
  }
}
