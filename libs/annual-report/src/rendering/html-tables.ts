import type { AnnualReport } from '../annual-report';
import {
  type ApplicationRow,
  type HeaderCell,
  remedyColumns,
  remedyGroups,
  type ReportDefinition,
} from '../definitions/report-definition';
import { disclosureLabel, printFigure } from './report-text';

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for element content and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const span = (name: 'rowspan' | 'colspan', count: number): string =>
  count > 1 ? ` ${name}="${count}"` : '';

const heading = (
  label: string,
  scope: 'col' | 'colgroup' | 'row' | 'rowgroup',
  rowSpan = 1,
  colSpan = 1,
): string =>
  `<th scope="${scope}"${span('rowspan', rowSpan)}${span('colspan', colSpan)}>` +
  `${escapeHtml(label)}</th>`;

const figure = (text: string): string => `<td>${escapeHtml(text)}</td>`;

const tableRow = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;

const table = (caption: string, head: readonly string[], body: readonly string[]): string =>
  [
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead>${head.join('\n')}</thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table>',
  ].join('\n');

const headerCells = (cells: readonly HeaderCell[]): readonly string[] =>
  cells.map(({ label, rowSpan, colSpan }) =>
    heading(label, colSpan > 1 ? 'colgroup' : 'col', rowSpan, colSpan),
  );

/** Section 二: one table per item of art 20, each under its caption. */
export const disclosureTables = (
  { tables }: AnnualReport,
  { activeDisclosure }: ReportDefinition,
): string =>
  activeDisclosure
    .map((block) => {
      const figureColumns = block.columns.filter(({ type }) => type !== 'label');
      const rows = block.rows.map((row) =>
        tableRow([
          heading(row.label, 'row'),
          ...figureColumns.map((column) =>
            figure(
              printFigure(column, tables.activeDisclosure[block.id]?.[row.id]?.[column.id] ?? 0),
            ),
          ),
        ]),
      );
      const head = block.columns.map((column) => heading(disclosureLabel(column), 'col'));
      return table(block.caption, [tableRow(head)], rows);
    })
    .join('\n');

/** Section 三 with its merged header, its corner note and its merged row labels, as published. */
export function applicationsTable(
  { tables }: AnnualReport,
  { applications, sections }: ReportDefinition,
): string {
  const { columns, cornerNote, cornerRowSpan, cornerColSpan } = applications;
  const corner = heading(cornerNote, 'col', cornerRowSpan, cornerColSpan);
  const head = applications.header.map((cells, index) =>
    tableRow([...(index === 0 ? [corner] : []), ...headerCells(cells)]),
  );
  const body: string[] = [];
  // A merged label stands in the first row that it spans, so it waits for that row.
  let merged: string[] = [];
  const label = (row: ApplicationRow) =>
    heading(
      row.label,
      row.kind === 'group' ? 'rowgroup' : 'row',
      row.labelRowSpan,
      row.labelColSpan,
    );
  for (const row of applications.rows) {
    if (row.kind === 'group') {
      merged.push(label(row));
      continue;
    }
    const figures = columns.map(({ id }) => figure(String(tables.applications[row.id]?.[id] ?? 0)));
    body.push(tableRow([...merged, label(row), ...figures]));
    merged = [];
  }
  return table(sections.find(({ id }) => id === 's3')?.title ?? '', head, body);
}

/** Section 四: fifteen figures in one row under a merged header. */
export function remediesTable(
  { tables }: AnnualReport,
  { remedies, sections }: ReportDefinition,
): string {
  const figures = remedyGroups.flatMap((group) =>
    remedyColumns.map((column) => figure(String(tables.remedies[group][column]))),
  );
  return table(
    sections.find(({ id }) => id === 's4')?.title ?? '',
    remedies.header.map((cells) => tableRow(headerCells(cells))),
    [tableRow(figures)],
  );
}
