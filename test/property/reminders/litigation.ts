import type { Desk } from './desk';
import type { PaperFile, PaperRemedy } from './paper-file';

/** Somebody goes against a reply. */
export async function challenge(desk: Desk, file: PaperFile, day: string): Promise<void> {
  const { agency, caseId } = file;
  const remedy: PaperRemedy = {
    agency,
    caseId,
    remedyId: `r${desk.cabinet.remedies.length + 1}`,
    review: desk.dice.chance(0.6),
    knownOn: day,
    beganAt: desk.entries + 1,
  };
  const named = { on: day, remedyId: remedy.remedyId, caseId };
  const filed = await desk.pleads(
    remedy,
    day,
    remedy.review
      ? { type: 'FileReview', ...named }
      : { type: 'FileSuit', afterReview: false, ...named },
  );
  if (filed) desk.cabinet.remedies.push(remedy);
}

/** A day in the life of a remedy. */
export async function argue(desk: Desk, remedy: PaperRemedy, day: string): Promise<void> {
  const { review } = remedy;
  const on = { on: day };
  if (remedy.acceptedOn === undefined) {
    if (!desk.dice.chance(0.2)) return;
    const accepted = { type: review ? 'AcceptReview' : 'DocketSuit', ...on } as const;
    if (await desk.pleads(remedy, day, accepted)) remedy.acceptedOn = day;
  } else if (remedy.answeredOn === undefined && desk.dice.chance(0.08)) {
    const answered = { type: review ? 'AnswerReview' : 'AnswerSuit', ...on } as const;
    if (await desk.pleads(remedy, day, answered)) remedy.answeredOn = day;
  } else if (desk.dice.chance(0.02)) {
    const withdrawn = { type: review ? 'WithdrawReview' : 'WithdrawSuit', ...on } as const;
    if (await desk.pleads(remedy, day, withdrawn)) remedy.endedOn = day;
  }
}
