import { type IsoDate, weekday } from '@sunledger/working-days';

/** Text as it may stand in a page, attributes included. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
body { font: 16px/1.7 "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
td:first-child, th { white-space: nowrap; } tr { break-inside: avoid; }
td a { margin-right: .8rem; } a { color: #0b5394; } a:focus-visible { outline: 3px solid #f2a900; }
.note { border-left: 4px solid #b45f06; padding-left: .8rem; }
.choices a { margin-right: 1rem; white-space: nowrap; } .choices a[aria-current] { color: inherit; font-weight: bold; }
.overdue { color: #7a0014; font-weight: bold; } .red { color: #b00020; font-weight: bold; }
.yellow { color: #7a5c00; } .days td { white-space: nowrap; } .days td:last-child { white-space: normal; }
@media screen and (max-width: 40rem) {
  .stacks, .stacks tbody, .stacks caption { display: block; } .stacks thead { position: absolute; left: -999rem; }
  .stacks tr { display: block; border: 1px solid #767676; margin-bottom: .8rem; }
  .stacks td { display: flex; border: 0; padding: .1rem .6rem; white-space: normal; }
  .stacks td::before { content: attr(data-column); flex: 0 0 5rem; color: #555; font-weight: normal; }
}
@media print { a { color: inherit; text-decoration: none; } .screen { display: none; }
  thead { display: table-header-group; } body { max-width: none; padding: 0; } }
@page { margin: 15mm; }
`;

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** A date as people read it. */
export const dayText = (date: IsoDate): string => `${date}（周${weekdays[weekday(date)] ?? ''}）`;

/** How long there is until a date, or since when it is over. */
export function leftText(
  { dueOn, daysOverdue, workingDaysLeft }: TimeLeft,
  today: IsoDate,
): string {
  if (daysOverdue > 0) return `已逾期 ${daysOverdue} 天`;
  if (dueOn === today) return '今天到期';
  return workingDaysLeft === 0 ? '期限前已无工作日' : `${workingDaysLeft} 个工作日`;
}

interface TimeLeft {
  readonly dueOn: IsoDate;
  readonly daysOverdue: number;
  readonly workingDaysLeft: number;
}

/** A page that follows what happens, from a position of the log on. */
export interface Following {
  readonly after: number;
}

/**
 * A page for people: plain, readable by a screen reader, fit for paper. It needs no script; one that
 * follows what happens has one that renews it, and tells in `#live` how that goes.
 * @param title text; @param body HTML that has been escaped.
 */
export const page = (title: string, body: string, following?: Following): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>${following === undefined ? '' : scriptOf(following)}
</head>
<body>
${body}
</body>
</html>
`;

const scriptOf = ({ after }: Following): string =>
  `\n<script src="/live.js" data-changes="/api/v1/changes?after=${after}" defer></script>`;

/**
 * A table with a heading for each column; its cells are HTML that has been escaped. On a phone each
 * row of a table that `stacks` stands as a card; the roles keep it a table for a screen reader.
 */
export const table = (
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  look: 'stacks' | 'days',
): string => `<table role="table" class="${look}"><caption>${escaped(caption)}</caption>
<thead role="rowgroup"><tr role="row">${columns
  .map((name) => `<th scope="col" role="columnheader">${escaped(name)}</th>`)
  .join('')}</tr></thead>
<tbody role="rowgroup">
${rows
  .map(
    (cells) =>
      `<tr role="row">${cells
        .map(
          (cell, at) => `<td role="cell" data-column="${escaped(columns[at] ?? '')}">${cell}</td>`,
        )
        .join('')}</tr>`,
  )
  .join('\n')}
</tbody></table>`;
