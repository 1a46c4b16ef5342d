import {
  defaultPolicy,
  parsePolicy,
  PolicySchema,
  type Policy,
  type PolicyFault,
} from '@sunledger/policy';

const pathsOf = (answer: Policy | readonly PolicyFault[]): readonly string[] =>
  'closedOn' in answer ? ['no fault'] : answer.map(({ path }) => path).sort();

describe('the policy', () => {
  it('has the defaults of the domain reference', () => {
    expect(defaultPolicy).toMatchObject({
      closedOn: 'dispatched',
      eDeliveryClosesOn: 'sent',
      restDayReceipt: 'asIs',
      confirmationGapWarningWorkingDays: 1,
      consultExclusion: 'sentToReceived',
      lateCorrectionRestartsClock: false,
      secondCorrectionAllowed: false,
      reasonsRequestStopsClock: false,
      feePaymentRestartsClock: true,
      jointApplicantColumn: 'firstNamed',
      soleProprietorColumn: 'business',
      withdrawnRow: 'other',
      lapsedCountsAsOnTime: true,
      partialReviewFirst2024: true,
      preMay2019Regime: 'lawAtReceipt',
      reminderDays: { yellow: 5, red: 2 },
    });
  });

  it('explains every switch in Chinese', () => {
    for (const schema of Object.values(PolicySchema.properties)) {
      expect(schema.description).toMatch(/\p{Script=Han}/u);
    }
  });

  it('is completed from what the office sets', () => {
    expect(parsePolicy({})).toEqual(defaultPolicy);
    expect(parsePolicy(undefined)).toEqual(defaultPolicy);
    expect(parsePolicy({ closedOn: 'signed', reminderDays: { yellow: 8 } })).toEqual({
      ...defaultPolicy,
      closedOn: 'signed',
      reminderDays: { yellow: 8, red: 2 },
    });
  });

  it('leaves its input as it was', () => {
    const input = Object.freeze({ closedOn: 'signed' });
    parsePolicy(input);
    expect(input).toEqual({ closedOn: 'signed' });
  });

  it('names all faults at once', () => {
    const faults = parsePolicy({
      closedOn: 'drafted',
      backdatingReasonAfterDays: -1,
      reminderDays: { red: 'soon' },
      docNumberPattern: '{word}号',
      closesOn: 'sent',
    });
    expect(pathsOf(faults)).toEqual([
      '/backdatingReasonAfterDays',
      '/closedOn',
      '/closesOn',
      '/docNumberPattern',
      '/reminderDays/red',
    ]);
  });

  it('is refused where it is no object', () => {
    for (const input of ['signed', 7, []]) expect(Array.isArray(parsePolicy(input))).toBe(true);
  });

  it('reminds as the reference says, and by what an office sets of it', () => {
    expect(defaultPolicy).toMatchObject({
      reminderLeads: { correctionNotice: { red: 2 }, annualReport: { upcoming: 20 } },
      reminderQuietHours: { from: '18:00', to: '08:30' },
      reminderWorkingDaysOnly: true,
      escalateToHeadFrom: 'overdue',
      reportDueKind: { department: 'january31', government: 'march31' },
    });
    expect(parsePolicy({ reminderLeads: { lapse: { yellow: 3 } } })).toMatchObject({
      reminderLeads: { lapse: { yellow: 3, red: 0 }, correctionNotice: { red: 2 } },
    });
    const faults = parsePolicy({
      reminderLeads: { reply: { red: 1 } },
      reminderQuietHours: { from: '24:00' },
    });
    expect(pathsOf(faults)).toEqual(['/reminderLeads/reply', '/reminderQuietHours/from']);
  });

  it('cannot be changed by a reader', () => {
    const change = (target: object, value: object) => () => {
      Object.assign(target, value);
    };
    expect(change(defaultPolicy, { closedOn: 'signed' })).toThrow(TypeError);
    expect(change(defaultPolicy.reminderDays, { red: 9 })).toThrow(TypeError);
  });
});
