import type { AnnualReport } from '../annual-report';
import type { ReportDefinition, SectionDefinition } from '../definitions/report-definition';
import { applicationsTable, disclosureTables, escapeHtml, remediesTable } from './html-tables';
import {
  checkDetail,
  checkVerdict,
  notWritten,
  paragraphs,
  proseFigures,
  provenance,
  type RenderOptions,
  titleOf,
} from './report-text';

/** Prints on A4, section 三 across the page; nothing is loaded from elsewhere. */
const style = `
body { font-family: "FangSong", "仿宋", "Noto Serif SC", serif; line-height: 1.6; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 1.6rem; text-align: center; }
h2 { font-size: 1.2rem; }
p { text-indent: 2em; margin: 0.4em 0; }
table { border-collapse: collapse; width: 100%; margin: 0.8rem 0; }
caption { font-weight: bold; padding: 0.3rem; }
th, td { border: 1px solid #333; padding: 0.25rem 0.4rem; font-weight: normal; text-align: center; }
tbody th { text-align: left; }
td { font-variant-numeric: tabular-nums; }
.failed { color: #a40000; }
footer { border-top: 1px solid #333; font-size: 0.85rem; margin-top: 1.5rem; }
@page { size: A4 portrait; margin: 20mm; }
@page wide { size: A4 landscape; margin: 12mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; }
  .wide { page: wide; break-before: page; break-after: page; font-size: 8pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}`;

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function sectionBody(
  { id }: SectionDefinition,
  report: AnnualReport,
  definition: ReportDefinition,
  { prose = {}, speaker }: RenderOptions,
): string {
  const entered = (section: 's1' | 's5' | 's6') => paragraphs(prose[section] ?? '').map(paragraph);
  switch (id) {
    case 's1':
      return [...proseFigures(report, speaker).map(paragraph), ...entered('s1')].join('\n');
    case 's2':
      return disclosureTables(report, definition);
    case 's3':
      return applicationsTable(report, definition);
    case 's4':
      return remediesTable(report, definition);
    case 's5':
    case 's6':
      return entered(id).join('\n') || paragraph(notWritten);
  }
}

const sectionElement = (
  section: SectionDefinition,
  report: AnnualReport,
  definition: ReportDefinition,
  options: RenderOptions,
): string =>
  [
    `<section aria-labelledby="${section.id}"${section.id === 's3' ? ' class="wide"' : ''}>`,
    `<h2 id="${section.id}">${escapeHtml(section.title)}</h2>`,
    sectionBody(section, report, definition, options),
    '</section>',
  ].join('\n');

function checkList({ checks }: AnnualReport, { caseLabel }: RenderOptions): string {
  const items = checks.map((check) => {
    const detail = checkDetail(check, caseLabel);
    const text = `${checkVerdict(check)} ${check.id}${detail === '' ? '' : `：${detail}`}`;
    return `<li${check.ok ? '' : ' class="failed"'}>${escapeHtml(text)}</li>`;
  });
  return [
    '<section aria-labelledby="checks">',
    '<h2 id="checks">检查结果</h2>',
    `<ul>${items.join('\n')}</ul>`,
    '</section>',
  ].join('\n');
}

/**
 * The whole report as one self-contained HTML document: the six parts with the official merged
 * tables, the results of the checks and what the figures rest on. Every text is escaped.
 */
export function renderHtml(
  report: AnnualReport,
  definition: ReportDefinition,
  options: RenderOptions = {},
): string {
  const title = escapeHtml(titleOf(report, definition));
  const footer = provenance(report).map(([label, value]) => `${label}：${escapeHtml(value)}`);
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    ...definition.sections.map((section) => sectionElement(section, report, definition, options)),
    checkList(report, options),
    '</main>',
    `<footer>${footer.join('　')}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
