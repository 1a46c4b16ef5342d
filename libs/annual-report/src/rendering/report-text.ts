import {
  type Channel,
  channelLabels,
  channels,
  type DisposalKind,
  disposalKindLabels,
  disposalKinds,
} from '@sunledger/disclosure-case';
import type { AnnualReport, ReportCheck } from '../annual-report';
import type {
  DisclosureColumn,
  ProseSection,
  ReportDefinition,
} from '../definitions/report-definition';
import { lastDayOf } from '../period';

/** What a printed report needs besides its figures. */
export interface RenderOptions {
  /** The entered text of parts 一, 五 and 六. */
  readonly prose?: Readonly<Partial<Record<ProseSection, string>>>;
  /** Who speaks in the generated sentence; 本机关 unless told, e.g. 全区 in a roll-up. */
  readonly speaker?: string;
  /** How a case is named beside a failed check; its id unless told, e.g. its serial number. */
  readonly caseLabel?: (caseId: string) => string;
}

export const notWritten = '（尚未填写）';
/** At most this many cases are named beside a failed check. */
const namedCaseCountMax = 20;
/** One fen, in 万元, is the sixth decimal place. */
const decimalPlacesMax = 6;

export const titleOf = ({ agency, year }: AnnualReport, { titlePattern }: ReportDefinition) =>
  titlePattern.replace('{机关名称}', () => agency.name).replace('{YYYY}', String(year));

/** `2019年12月31日` for `2019-12-31`. */
export function chineseDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** A header of section 二; an amount whose label does not state its unit gets it, as in Beijing. */
export function disclosureLabel({ label, unit, scale }: DisclosureColumn): string {
  if (unit === undefined || label.includes(unit)) return label;
  return scale === 4 ? `${label}（${unit}，保留四位小数）` : `${label}（${unit}）`;
}

/** A figure of section 二 as printed; nothing is left blank, zero prints 0. */
export function printFigure({ type, scale }: DisclosureColumn, value: number): string {
  if (type !== 'decimal' || value === 0) return String(value);
  if (scale !== undefined) return value.toFixed(scale);
  return value.toFixed(decimalPlacesMax).replace(/\.?0+$/, '');
}

const listed = (parts: readonly (readonly [string, number])[]): string =>
  parts
    .filter(([, cases]) => cases > 0)
    .map(([label, cases]) => `${label}${cases}件`)
    .join('；');

/**
 * The prose figures as sentences, generated so that text and table cannot disagree, e.g.
 * 「2019年度本机关收到政府信息公开申请7件，上年结转0件；办结7件，其中按时办结7件；…」.
 */
export function proseFigures(
  { year, asOf, narrative }: AnnualReport,
  speaker = '本机关',
): readonly string[] {
  const { received, carriedIn, closed, closedOnTime, carriedOut, fees } = narrative;
  const yearIsOver = asOf === lastDayOf(year);
  const period = yearIsOver ? `${year}年度` : `${year}年1月1日至${chineseDate(asOf)}`;
  const open = yearIsOver ? '结转下年度继续办理' : '尚在办理';
  const sentences = [
    `${period}${speaker}收到政府信息公开申请${received}件，上年结转${carriedIn}件；` +
      `办结${closed}件，其中按时办结${closedOnTime}件；${open}${carriedOut}件。`,
  ];
  const byChannel = listed(
    channels.map((channel: Channel) => [channelLabels[channel], narrative.byChannel[channel] ?? 0]),
  );
  if (byChannel !== '') sentences.push(`新收申请按渠道：${byChannel}。`);
  const byDisposal = listed(
    disposalKinds.map((kind: DisposalKind) => [
      disposalKindLabels[kind],
      narrative.byDisposal[kind] ?? 0,
    ]),
  );
  if (byDisposal !== '') sentences.push(`办结申请按处理结果：${byDisposal}。`);
  if (fees.assessedCases + fees.paidCases > 0) {
    sentences.push(
      `通知缴纳信息处理费${fees.assessedCases}件${fees.assessedYuan}元；` +
        `实收${fees.paidCases}件${fees.paidYuan}元。`,
    );
  }
  return sentences;
}

/** The paragraphs of an entered part; blank lines are dropped. */
export const paragraphs = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** 通过, 不通过 or 提示. */
export const checkVerdict = ({ ok, severity }: ReportCheck): string => {
  if (ok) return '通过';
  return severity === 'error' ? '不通过' : '提示';
};

/** The sentence of a failed check with the cases behind it; empty for one that holds. */
export function checkDetail(
  { cases, message = '' }: ReportCheck,
  caseLabel: (caseId: string) => string = (caseId) => caseId,
): string {
  if (cases.length === 0) return message;
  const named = cases.slice(0, namedCaseCountMax).map(caseLabel).join('、');
  const more = cases.length > namedCaseCountMax ? `等${cases.length}件` : '';
  return `${message}；涉及申请：${named}${more}`;
}

/** What the figures rest on: cut-off, state of knowledge, place in the log. */
export const provenance = (report: AnnualReport): readonly (readonly [string, string])[] => [
  ['统计截止', report.asOf],
  ['知悉时点', beijingTime(report.knownAt)],
  ['日志位置', report.logPosition],
];

/** An instant as the office's clock shows it; the report's reader has no use for UTC. */
function beijingTime(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000);
  return `${shifted.toISOString().slice(0, 19).replace('T', ' ')}（北京时间）`;
}
