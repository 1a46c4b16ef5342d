import type { IsoDate } from '@sunledger/working-days';

/** 行政复议法 (2023) in force (art 90). */
export const reviewLaw2023From: IsoDate = '2024-01-01';

export const agencyLevels = ['township', 'county', 'city', 'province'] as const;
export type AgencyLevel = (typeof agencyLevels)[number];

/** The agency whose decision is challenged. */
export interface ChallengedAgency {
  /** A people's government, or a department of one. */
  readonly institution: 'government' | 'department';
  readonly level: AgencyLevel;
  /** 海关、金融、外汇、税务、国家安全 and others led from above. */
  readonly verticalManagement?: boolean;
}

export const reviewBodyLabels = {
  ownGovernment: '本级人民政府（作出行政行为的机关）',
  sameLevelGovernment: '本级人民政府',
  superiorGovernment: '上一级人民政府',
  countyGovernment: '所属县（市、区）人民政府',
  superiorDepartment: '上一级主管部门',
} as const;
export type ReviewBody = keyof typeof reviewBodyLabels;

export interface ReviewBodyRule {
  /** More than one: the applicant chooses. */
  readonly bodies: readonly [ReviewBody, ...ReviewBody[]];
  readonly article: string;
}

/**
 * Who reviews a decision, by its date and the agency (domain reference §8). Until 2023 the
 * applicant chose between a department's government and its superior department; since
 * 2024-01-01 governments review, and superior departments only under vertical management.
 */
export function reviewBodyRule(decidedOn: IsoDate, agency: ChallengedAgency): ReviewBodyRule {
  return decidedOn < reviewLaw2023From ? ruleOf2017(agency) : ruleOf2023(agency);
}

function ruleOf2017({ institution, level, verticalManagement }: ChallengedAgency): ReviewBodyRule {
  if (institution === 'department') {
    return verticalManagement === true
      ? { bodies: ['superiorDepartment'], article: '行政复议法（2017）第十二条第二款' }
      : {
          bodies: ['sameLevelGovernment', 'superiorDepartment'],
          article: '行政复议法（2017）第十二条第一款',
        };
  }
  return level === 'province'
    ? { bodies: ['ownGovernment'], article: '行政复议法（2017）第十四条' }
    : { bodies: [governmentAbove(level)], article: '行政复议法（2017）第十三条' };
}

function ruleOf2023({ institution, level, verticalManagement }: ChallengedAgency): ReviewBodyRule {
  if (institution === 'department') {
    return verticalManagement === true
      ? { bodies: ['superiorDepartment'], article: '行政复议法第二十七条' }
      : { bodies: ['sameLevelGovernment'], article: '行政复议法第二十四条第一款第一项' };
  }
  return level === 'province'
    ? { bodies: ['ownGovernment'], article: '行政复议法第二十四条第二款' }
    : { bodies: [governmentAbove(level)], article: '行政复议法第二十四条第一款第二项' };
}

const governmentAbove = (level: AgencyLevel): ReviewBody =>
  level === 'township' ? 'countyGovernment' : 'superiorGovernment';
