import type { AnnualReport } from '../annual-report';
import { figureRows } from '../cells';
import {
  type ApplicationRow,
  remedyColumns,
  remedyGroups,
  type ReportDefinition,
  type SectionDefinition,
} from '../definitions/report-definition';
import {
  checkDetail,
  checkVerdict,
  disclosureLabel,
  notWritten,
  paragraphs,
  printFigure,
  proseFigures,
  provenance,
  type RenderOptions,
  titleOf,
} from './report-text';

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The first column is text, the others are figures. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');

function sectionTwo({ tables }: AnnualReport, definition: ReportDefinition): string {
  return definition.activeDisclosure
    .map((block) => {
      const figureColumns = block.columns.filter(({ type }) => type !== 'label');
      const rows = block.rows.map((row) => [
        row.label,
        ...figureColumns.map((column) =>
          printFigure(column, tables.activeDisclosure[block.id]?.[row.id]?.[column.id] ?? 0),
        ),
      ]);
      return `**${block.caption}**\n\n${table(block.columns.map(disclosureLabel), rows)}`;
    })
    .join('\n\n');
}

/** Markdown merges no cells, so the labels above a row are put before its own. */
function fullLabel(row: ApplicationRow, definition: ReportDefinition): string {
  const parent = definition.applications.rows.find(({ id }) => id === row.parent);
  return parent === undefined ? row.label : `${fullLabel(parent, definition)}／${row.label}`;
}

function sectionThree({ tables }: AnnualReport, definition: ReportDefinition): string {
  const { columns, cornerNote } = definition.applications;
  const head = columns.map(({ label, group }) => (group === null ? label : `${group}·${label}`));
  const rows = figureRows(definition).map((row) => [
    fullLabel(row, definition),
    ...columns.map(({ id }) => String(tables.applications[row.id]?.[id] ?? 0)),
  ]);
  return `${cornerNote}\n\n${table(['申请人情况', ...head], rows)}`;
}

/** The one printed row of fifteen figures as three rows of five. */
function sectionFour({ tables }: AnnualReport, definition: ReportDefinition): string {
  const { groupLabels, columnLabels } = definition.remedies;
  const label = (group: (typeof remedyGroups)[number]) =>
    group === 'review' ? groupLabels.review : `${groupLabels.litigation}／${groupLabels[group]}`;
  return table(
    ['', ...remedyColumns.map((column) => columnLabels[column])],
    remedyGroups.map((group) => [
      label(group),
      ...remedyColumns.map((column) => String(tables.remedies[group][column])),
    ]),
  );
}

function sectionBody(
  { id }: SectionDefinition,
  report: AnnualReport,
  definition: ReportDefinition,
  { prose = {}, speaker }: RenderOptions,
): string {
  const entered = (section: 's1' | 's5' | 's6') => paragraphs(prose[section] ?? '').map(escaped);
  switch (id) {
    case 's1':
      return [...proseFigures(report, speaker).map(escaped), ...entered('s1')].join('\n\n');
    case 's2':
      return sectionTwo(report, definition);
    case 's3':
      return sectionThree(report, definition);
    case 's4':
      return sectionFour(report, definition);
    case 's5':
    case 's6':
      return entered(id).join('\n\n') || notWritten;
  }
}

/**
 * The whole report as Markdown: the six parts in order, the tables with their group labels
 * repeated, then the results of the checks and what the figures rest on.
 */
export function renderMarkdown(
  report: AnnualReport,
  definition: ReportDefinition,
  options: RenderOptions = {},
): string {
  const sections = definition.sections.map(
    (section) => `## ${section.title}\n\n${sectionBody(section, report, definition, options)}`,
  );
  const checks = report.checks.map((check) => {
    const detail = escaped(checkDetail(check, options.caseLabel));
    return `- ${checkVerdict(check)} ${check.id}${detail === '' ? '' : `：${detail}`}`;
  });
  const footer = provenance(report).map(([label, value]) => `${label}：${escaped(value)}`);
  return [
    `# ${escaped(titleOf(report, definition))}`,
    ...sections,
    `## 检查结果\n\n${checks.join('\n')}`,
    `---\n\n${footer.join('　')}`,
    '',
  ].join('\n\n');
}
