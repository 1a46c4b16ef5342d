import type { CaseSketch, Step } from './case-sketch';

/** One fact of a remedy, on a working day counted from receipt of the request. */
export interface RemedyStep {
  readonly stream: string;
  readonly type: string;
  readonly workingDay: number;
  readonly data: object;
}

const reviewShare = 0.025;
const suitShare = 0.012;

/** 行政复议 or 行政诉讼 about some of the cases that were answered. */
export function remedySteps(
  { random, caseId, agency }: CaseSketch,
  steps: readonly Step[],
): readonly RemedyStep[] {
  const answered = steps.find(({ type }) => type === 'ReplyDelivered')?.workingDay;
  const drawn = random.next();
  if (answered === undefined || drawn > reviewShare + suitShare) return [];
  const remedyId = random.id();
  const filing = { remedyId, caseId, agency: agency.code };
  const fact = (type: string, after: number, data: object): RemedyStep => ({
    stream: `remedy-${remedyId}`,
    type,
    workingDay: answered + after,
    data,
  });
  if (drawn < reviewShare) {
    const decision = random.pick(['upheld', 'revoked', 'requestDismissed'] as const);
    return [
      fact('ReviewFiled', 20, { ...filing, reviewBody: '上一级人民政府' }),
      fact('ReviewAccepted', 23, {}),
      fact('ReviewDecided', 62, { decision }),
    ];
  }
  return [
    fact('SuitFiled', 40, { ...filing, afterReview: false, court: '甲市铁路运输法院' }),
    fact('SuitDocketed', 45, {}),
    fact('SuitDecided', 160, { result: random.pick(['upheld', 'corrected'] as const) }),
  ];
}
