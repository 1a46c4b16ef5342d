import { aCase, deadlineOf, policyWith } from '@sunledger/disclosure-case/testing';
import {
  friday,
  monday,
  saturday,
  sunday,
  thursday,
  tuesday,
  wednesday,
} from '@sunledger/working-days/testing';

describe('the switches of the clock', () => {
  const askedLate = aCase().registered(tuesday('2022-09-20')).correctionNotified('2022-10-10');

  it('lateCorrectionRestartsClock', () => {
    // The seventh working day after 2022-09-20 is 2022-09-29; the notice left on 10-10.
    expect(deadlineOf(askedLate).correctionNoticeDueOn).toBe(thursday('2022-09-29'));
    expect(deadlineOf(askedLate).dueOn).toBe(friday('2022-10-21'));
    expect(deadlineOf(askedLate.corrected('2022-10-14')).dueOn).toBe(friday('2022-10-21'));
    const restarts = policyWith({ lateCorrectionRestartsClock: true });
    expect(deadlineOf(askedLate, restarts).dueOn).toBeNull();
    expect(deadlineOf(askedLate.corrected(friday('2022-10-14')), restarts).dueOn).toBe(
      friday('2022-11-11'),
    );
  });

  it('restDayReceipt', () => {
    // Sunday 2017-06-18 is no working day; under the regulation of 2008 15 working days.
    const filed = aCase().registered(sunday('2017-06-18'));
    expect(deadlineOf(filed).dueOn).toBe(friday('2017-07-07'));
    expect(deadlineOf(filed, policyWith({ restDayReceipt: 'nextWorkingDay' })).dueOn).toBe(
      monday('2017-07-10'),
    );
    const corrected = aCase()
      .registered(monday('2022-10-31'))
      .correctionNotified('2022-11-01')
      .corrected(saturday('2022-11-05'));
    expect(deadlineOf(corrected).dueOn).toBe(friday('2022-12-02'));
    const next = deadlineOf(corrected, policyWith({ restDayReceipt: 'nextWorkingDay' }));
    expect(next.dueOn).toBe(monday('2022-12-05'));
  });

  it('restDayReceipt moves the day of the correction notice, too', () => {
    const filed = aCase().registered(saturday('2022-11-05'));
    expect(deadlineOf(filed).correctionNoticeDueOn).toBe(tuesday('2022-11-15'));
    expect(
      deadlineOf(filed, policyWith({ restDayReceipt: 'nextWorkingDay' })).correctionNoticeDueOn,
    ).toBe(wednesday('2022-11-16'));
  });

  it('consultExclusion', () => {
    // Sent 09-15, received 09-18, answered 10-19, four working days after its term (10-13).
    const consulted = aCase()
      .registered(monday('2023-09-11'))
      .consulted({
        sentOn: friday('2023-09-15'),
        deliveredOn: monday('2023-09-18'),
        answeredOn: thursday('2023-10-19'),
      });
    // Excluded 09-18 … 10-19, 4 days counted by 09-15: 16 days from 10-20.
    expect(deadlineOf(consulted).dueOn).toBe(friday('2023-11-10'));
    // Excluded 09-19 … 10-13 only, 5 days counted by 09-18: 15 days from 10-16.
    expect(deadlineOf(consulted, policyWith({ consultExclusion: 'receivedPlus15' })).dueOn).toBe(
      friday('2023-11-03'),
    );
    expect(deadlineOf(consulted, policyWith({ consultExclusion: 'none' })).dueOn).toBe(
      friday('2023-10-13'),
    );
  });

  it('reasonsRequestStopsClock', () => {
    // Asked Mon 2022-11-07, given Mon 2022-11-14: five working days between.
    const asked = aCase()
      .registered(monday('2022-10-31'))
      .reasonsRequested(monday('2022-11-07'))
      .reasonsReceived(monday('2022-11-14'));
    expect(deadlineOf(asked).dueOn).toBe(monday('2022-11-28'));
    expect(deadlineOf(asked, policyWith({ reasonsRequestStopsClock: true })).dueOn).toBe(
      monday('2022-12-05'),
    );
  });
});
