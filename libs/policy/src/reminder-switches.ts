import { Type } from '@sinclair/typebox';

import { choice, count, flag } from './switches';

const strict = { additionalProperties: false } as const;

/** How long before a date it is spoken of; in working days left, the due day included. */
const lead = (
  { upcoming = 0, yellow = 0, red = 0 }: { upcoming?: number; yellow?: number; red?: number },
  description: string,
) =>
  Type.Object(
    {
      upcoming: count(upcoming, 0, `${description}：剩余工作日不多于此数时预告。`),
      yellow: count(yellow, 0, `${description}：黄色提醒；不大于红色的天数即不作黄色提醒。`),
      red: count(red, 0, `${description}：红色提醒。`),
    },
    { ...strict, default: {}, description: `${description}的提前量（工作日）。` },
  );

const hour = (initial: string, description: string) =>
  Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', default: initial, description });

const reportDates = ['january31', 'march31', 'none'] as const;

/** When and of what the office is reminded. No text fixes a reminder: all of it is the office's. */
export const reminderSwitches = {
  reminderDays: Type.Object(
    { yellow: count(5, 0, '剩余工作日不多于此数时黄色提醒。'), red: count(2, 0, '红色提醒。') },
    { ...strict, default: {}, description: '提醒的提前量（工作日）；下列事项另定的除外。' },
  ),
  reminderLeads: Type.Object(
    {
      correctionNotice: lead({ yellow: 2, red: 2 }, '补正告知'),
      lapse: lead({}, '视为放弃的登记'),
      deliveryProof: lead({}, '补登送达凭证'),
      annualReport: lead({ upcoming: 20, yellow: 5, red: 2 }, '年度报告'),
      nextYearCalendar: lead({ upcoming: 31 }, '下一年放假安排的登记'),
    },
    { ...strict, default: {}, description: '与 reminderDays 不同的提前量，按事项。' },
  ),
  reminderQuietHours: Type.Object(
    {
      from: hour('18:00', '自此时起（北京时间）不发提醒。'),
      to: hour('08:30', '至此时止；与起始时刻相同即不设安静时段。'),
    },
    { ...strict, default: {}, description: '不发提醒的时段；此间应发的提醒顺延到时段结束后。' },
  ),
  reminderWorkingDaysOnly: flag(true, '休息日不发提醒，顺延至下一工作日。'),
  escalateToHeadFrom: choice(
    ['overdue', 'red', 'never'],
    'overdue',
    '从哪一级起同时提醒工作机构负责人。',
  ),
  deliveryProofAfterWorkingDays: count(
    10,
    1,
    '以挂号信、特快专递寄出答复后，超过此工作日数仍未登记送达的，提醒补登。',
  ),
  remedyAnswerDays: Type.Object(
    {
      review: count(10, 1, '行政复议：自受理次日起的工作日数（未核）。'),
      suit: count(15, 1, '行政诉讼一审：自立案次日起的自然日数（未核）。'),
    },
    {
      ...strict,
      default: {},
      description: '向复议机关答复、向法院答辩的期限；未见于所查资料，请核对后设定。',
    },
  ),
  reportDueKind: Type.Object(
    {
      department: choice(
        reportDates,
        'january31',
        '县级以上部门（条例第四十九条：1 月 31 日前）。',
      ),
      government: choice(reportDates, 'march31', '县级以上政府（条例第四十九条：3 月 31 日前）。'),
      township: choice(reportDates, 'january31', '乡镇、街道（条例未规定，按主管部门来函）。'),
      unstated: choice(reportDates, 'january31', '未登记级别或性质的机关。'),
    },
    { ...strict, default: {}, description: '年度报告的截止日，按机关的级别和性质。' },
  ),
} as const;
