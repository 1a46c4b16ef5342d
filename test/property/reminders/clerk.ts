import { isRefusal } from '@sunledger/decider';
import { type ClerkCommand, isDone, requestStream } from '@sunledger/disclosure-office';

import { Desk } from './desk';
import { argue, challenge } from './litigation';
import { type Almanac, dayAfter } from './notices-by-hand';
import type { PaperFile } from './paper-file';
import { dueInFile } from './rules-by-hand';
import { awaitCorrection, awaitLetters, awaitPayment, awaitReasons } from './waiting';

/** Somebody who works at what comes, now in time, now late, and keeps a paper file beside it. */
export class Clerk extends Desk {
  /** A day's work for one agency. */
  async work(agency: string, day: string, almanac: Almanac): Promise<void> {
    if (this.dice.chance(0.35)) await this.register(agency, day);
    for (const file of this.cabinet.files) {
      if (file.agency === agency) await this.attend(file, day, almanac);
    }
    for (const remedy of this.cabinet.remedies) {
      if (remedy.agency === agency && remedy.endedOn === undefined) await argue(this, remedy, day);
    }
  }

  private async register(agency: string, day: string): Promise<void> {
    const receivedOn = dayAfter(day, -this.dice.between(0, 3));
    const { office } = this.simulated;
    const registered = await office.requests.register(
      {
        on: day,
        agency,
        channel: 'inPerson',
        submittedOn: receivedOn,
        applicantType: 'naturalPerson',
        personal: { name: '张三', contact: '13800000000', requestText: '村庄规划' },
      },
      this.context,
    );
    if (isRefusal(registered) || !isDone(registered) || registered.caseId === undefined) {
      throw new Error(`a registration was refused: ${JSON.stringify(registered)}`);
    }
    const { caseId } = registered;
    const beganAt = this.nextEntry();
    this.cabinet.files.push({ agency, caseId, receivedOn, letters: [], knownOn: day, beganAt });
  }

  private async attend(file: PaperFile, day: string, almanac: Almanac): Promise<void> {
    if (file.ended !== undefined) return;
    if (file.reply?.dispatchedOn !== undefined) return this.afterReply(file, day);
    if (file.reply !== undefined) return this.dispatch(file, day);
    const { correction, fee, reasons } = file;
    if (correction !== undefined && correction.receivedOn === undefined) {
      return awaitCorrection(this, file, day);
    }
    if (fee !== undefined && fee.paidOn === undefined)
      return awaitPayment(this, file, day, almanac);
    const waiting = file.letters.filter(
      ({ answeredOn, silent }) => answeredOn === undefined && silent !== true,
    );
    if (waiting.length > 0) return awaitLetters(this, file, day, almanac);
    if (reasons !== undefined && reasons.periodDueOn === undefined) {
      return awaitReasons(this, file, day);
    }
    return this.handle(file, day, almanac);
  }

  private async handle(file: PaperFile, day: string, almanac: Almanac): Promise<void> {
    const reply = dueInFile(file, almanac).find(({ what }) =>
      ['reply', 'reasonablePeriod'].includes(what),
    );
    const left = reply === undefined ? 20 : almanac.left(day, reply.dueOn);
    const late = reply !== undefined && day > reply.dueOn;
    if (this.dice.chance(late ? 0.15 : left <= 3 ? 0.25 : 0.04)) return this.sign(file, day);
    const first = file.letters.length === 0 && file.correction === undefined;
    const inTime = day <= almanac.nth(file.receivedOn, 7);
    if (first && inTime && file.fee === undefined && this.dice.chance(0.08)) {
      return this.askToCorrect(file, day);
    }
    if (file.letters.length < 2 && this.dice.chance(0.03)) return this.consult(file, day);
    if (!late && this.dice.chance(0.04)) return this.extend(file, day);
    if (!late && file.fee === undefined && day >= '2021-02-01' && this.dice.chance(0.02)) {
      return this.charge(file, day);
    }
    if (!late && file.reasons === undefined && this.dice.chance(0.008)) {
      const asked = { type: 'RequestReasons', on: day, excess: '一个月内申请二十件' } as const;
      if (await this.gives(file, day, asked)) file.reasons = {};
      return;
    }
    if (this.dice.chance(0.012)) return this.redate(file, day);
    if (this.dice.chance(0.004)) {
      const withdrawn = await this.gives(file, day, { type: 'WithdrawApplication', on: day });
      if (withdrawn) file.ended = 'withdrawn';
    } else if (this.dice.chance(0.004)) {
      const voided = {
        type: 'VoidRegistration',
        on: day,
        ground: 'mistake',
        reason: '误登',
      } as const;
      if (await this.gives(file, day, voided)) file.ended = 'voided';
    }
  }

  private async askToCorrect(file: PaperFile, day: string): Promise<void> {
    const dueOn = dayAfter(day, this.dice.between(7, 20));
    const requested = {
      type: 'RequestCorrection',
      on: day,
      items: ['文件名称'],
      correctionDueOn: dueOn,
    };
    if (!(await this.gives(file, day, requested as ClerkCommand))) return;
    const sent = await this.gives(file, day, {
      type: 'DispatchCorrectionNotice',
      on: day,
      method: 'postal',
    });
    if (sent) file.correction = { sentOn: day, dueOn };
  }

  private async consult(file: PaperFile, day: string): Promise<void> {
    const id = `c${file.letters.length + 1}`;
    const sent = await this.gives(file, day, {
      type: 'ConsultThirdParty',
      on: day,
      consultationId: id,
    });
    if (sent) file.letters.push({ id, sentOn: day });
  }

  private async extend(file: PaperFile, day: string): Promise<void> {
    if (file.extension === undefined) {
      const days = this.dice.between(5, 20);
      const approved = await this.gives(file, day, {
        type: 'ApproveExtension',
        on: day,
        workingDays: days,
        reason: '资料量大',
        approvedBy: '负责人',
        approverRole: 'head',
      });
      if (!approved) return;
      file.extension = { days };
      if (this.dice.chance(0.3)) return;
    }
    if (file.extension.notifiedOn !== undefined) return;
    const told = await this.gives(file, day, { type: 'NotifyExtension', on: day });
    if (told) file.extension.notifiedOn = day;
  }

  private async charge(file: PaperFile, day: string): Promise<void> {
    const assessed = { type: 'AssessFee', on: day, basis: 'perVolume', pages: 68 } as const;
    if (!(await this.gives(file, day, assessed))) return;
    const notice = { type: 'DispatchFeeNotice', on: day, method: 'byHand' } as const;
    if (await this.gives(file, day, notice)) file.fee = { sentOn: day };
  }

  /** The date of receipt was entered wrongly: every date that follows from it moves. */
  private async redate(file: PaperFile, day: string): Promise<void> {
    const { office } = this.simulated;
    const untouched = file.letters.length === 0 && file.correction === undefined;
    if (!untouched || file.extension !== undefined || file.fee !== undefined) return;
    const logged = await office.parts.store.readStream(requestStream(file.caseId));
    const target = logged.find(({ type }) => type === 'ApplicationRegistered');
    if (target === undefined) throw new Error(`${file.caseId} is not registered`);
    const receivedOn = dayAfter(file.receivedOn, -this.dice.between(1, 4));
    const corrected = await this.gives(file, day, {
      type: 'CorrectFact',
      on: day,
      targetEventId: target.id,
      reason: '录入错误',
      approvedBy: '负责人',
      occurredOn: receivedOn,
      changes: { submittedOn: receivedOn },
    });
    if (corrected) file.receivedOn = receivedOn;
  }

  private async sign(file: PaperFile, day: string): Promise<void> {
    const signed = await this.gives(file, day, {
      type: 'SignReply',
      on: day,
      disposalKind: 'disclosedProvided',
      documentNumber: `答${this.doneCount}号`,
      access: '政府网站政务公开专栏',
    });
    if (!signed) return;
    file.reply = { signedOn: day };
    if (this.dice.chance(0.7)) await this.dispatch(file, day);
  }

  private async dispatch(file: PaperFile, day: string): Promise<void> {
    const { reply } = file;
    if (reply === undefined || !this.dice.chance(0.6)) return;
    const tracked = this.dice.chance(0.4);
    const trackingNumber = tracked ? { trackingNumber: 'XA123456789CN' } : {};
    const sent = { type: 'DispatchReply', on: day, method: 'postal', ...trackingNumber } as const;
    if (await this.gives(file, day, sent)) Object.assign(reply, { dispatchedOn: day, tracked });
  }

  private async afterReply(file: PaperFile, day: string): Promise<void> {
    const { reply } = file;
    if (reply === undefined) return;
    if (reply.deliveredOn === undefined && this.dice.chance(0.06)) {
      const delivered = { type: 'RecordReplyDelivery', on: day } as const;
      if (await this.gives(file, day, delivered)) reply.deliveredOn = day;
    }
    const asked = this.cabinet.remedies.some(({ caseId }) => caseId === file.caseId);
    if (!asked && this.dice.chance(0.003)) await challenge(this, file, day);
  }
}
