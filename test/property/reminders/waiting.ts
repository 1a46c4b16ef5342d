import type { Desk } from './desk';
import { type Almanac, dayAfter } from './notices-by-hand';
import type { PaperFile } from './paper-file';

/** The notice arrives, the applicant corrects or lets the term pass. */
export async function awaitCorrection(desk: Desk, file: PaperFile, day: string): Promise<void> {
  const { correction } = file;
  if (correction === undefined) return;
  if (correction.deliveredOn === undefined) {
    if (desk.dice.chance(0.4)) {
      const on = { type: 'RecordCorrectionNoticeDelivery', on: day } as const;
      if (await desk.gives(file, day, on)) correction.deliveredOn = day;
    }
  } else if (day > correction.dueOn) {
    if (
      desk.dice.chance(0.25) &&
      (await desk.gives(file, day, { type: 'LapseCorrection', on: day }))
    ) {
      file.ended = 'lapsed';
    }
  } else if (desk.dice.chance(0.08)) {
    const received = await desk.gives(file, day, { type: 'ReceiveCorrection', on: day });
    if (received) correction.receivedOn = day;
  }
}

/** The fee notice arrives, the applicant pays or lets the term pass. */
export async function awaitPayment(
  desk: Desk,
  file: PaperFile,
  day: string,
  almanac: Almanac,
): Promise<void> {
  const { fee } = file;
  if (fee === undefined) return;
  if (fee.deliveredOn === undefined) {
    if (desk.dice.chance(0.4)) {
      const on = { type: 'RecordFeeNoticeDelivery', on: day } as const;
      if (await desk.gives(file, day, on)) {
        Object.assign(fee, { deliveredOn: day, payBy: almanac.nth(day, 20) });
      }
    }
  } else if (fee.payBy !== undefined && day > fee.payBy) {
    if (desk.dice.chance(0.25) && (await desk.gives(file, day, { type: 'LapseFee', on: day }))) {
      file.ended = 'lapsed';
    }
  } else if (desk.dice.chance(0.06)) {
    const paid = { type: 'ReceiveFeePayment', on: day, amountYuan: 380 } as const;
    if (await desk.gives(file, day, paid)) fee.paidOn = day;
  }
}

/** Letters arrive and are answered, or not. */
export async function awaitLetters(
  desk: Desk,
  file: PaperFile,
  day: string,
  almanac: Almanac,
): Promise<void> {
  for (const letter of file.letters) {
    if (letter.answeredOn !== undefined || letter.silent === true) continue;
    const named = { consultationId: letter.id, on: day } as const;
    if (letter.deliveredOn === undefined) {
      if (!desk.dice.chance(0.4)) continue;
      const arrived = { type: 'RecordThirdPartyLetterDelivery', ...named } as const;
      if (await desk.gives(file, day, arrived)) letter.deliveredOn = day;
    } else if (day > almanac.nth(letter.deliveredOn, 15)) {
      if (!desk.dice.chance(0.2)) continue;
      const silence = { type: 'RecordThirdPartySilence', ...named } as const;
      if (await desk.gives(file, day, silence)) letter.silent = true;
    } else if (desk.dice.chance(0.06)) {
      const opinion = { type: 'ReceiveThirdPartyOpinion', opinion: 'consent', ...named } as const;
      if (await desk.gives(file, day, opinion)) letter.answeredOn = day;
    }
  }
}

/** Reasons come in and a reasonable period is fixed. */
export async function awaitReasons(desk: Desk, file: PaperFile, day: string): Promise<void> {
  const { reasons } = file;
  if (reasons === undefined || !desk.dice.chance(0.3)) return;
  if (reasons.receivedOn === undefined) {
    const given = { type: 'ReceiveReasons', on: day, summary: '用于课题研究' } as const;
    if (await desk.gives(file, day, given)) reasons.receivedOn = day;
    return;
  }
  const dueOn = dayAfter(day, desk.dice.between(50, 90));
  const fixed = { type: 'FixReasonablePeriod', on: day, dueOn, finding: '理由合理' } as const;
  if (await desk.gives(file, day, fixed)) reasons.periodDueOn = dueOn;
  else delete file.reasons;
}
