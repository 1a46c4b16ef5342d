import type { AgencyBranch } from '../agencies/agency-acts';

/** The uniform report format begins with report year 2019. */
const firstReportYear = 2019;
/** Agencies shown; a city has hundreds, and its own pages come with the web client. */
const agencyCountMax = 500;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
body { font: 16px/1.7 "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
td a { margin-right: .8rem; } a { color: #0b5394; } a:focus { outline: 3px solid #f2a900; }
.note { border-left: 4px solid #b45f06; padding-left: .8rem; }
@media print { a { color: inherit; } .screen { display: none; } }
`;

interface Row {
  readonly code: string;
  readonly name: string;
  readonly depth: number;
}

const rowsOf = (branches: readonly AgencyBranch[], depth = 0): readonly Row[] =>
  branches.flatMap(({ code, name, children }) => [
    { code, name, depth },
    ...rowsOf(children, depth + 1),
  ]);

/** The first page: plain, readable by a screen reader, fit for paper, no script. */
export function startPage(agencies: readonly AgencyBranch[], thisYear: number): string {
  const all = rowsOf(agencies);
  const shown = all.slice(0, agencyCountMax);
  const years = Array.from(
    { length: Math.max(1, thisYear - firstReportYear + 1) },
    (_, at) => firstReportYear + at,
  );
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>阳光台账</title>
<style>${style}</style>
</head>
<body>
<header><h1>阳光台账</h1>
<p>政府信息公开申请办理与年度报告。</p>
<p class="note">目前只在本机使用：账户与权限尚未启用，不对外开放。</p></header>
<main>
<h2>年度报告</h2>
${shown.length === 0 ? emptyText : tableOf(shown, years)}
${all.length > shown.length ? `<p>共 ${all.length} 个机关，此处列出前 ${shown.length} 个。</p>` : ''}
</main>
<nav class="screen" aria-label="其他入口"><h2>其他入口</h2><ul>
<li><a href="/api/v1/agencies">机关</a></li>
<li><a href="/api/v1/requests">申请列表</a></li>
<li><a href="/api/v1/reminders">待办清单</a></li>
<li><a href="/api/v1/calendar">放假调休安排</a></li>
<li><a href="/api/v1/policy">口径</a></li>
<li><a href="/api/v1/log/head">日志头</a></li>
<li><a href="/api/openapi.json">接口文档（OpenAPI）</a></li>
</ul></nav>
</body>
</html>
`;
}

const emptyText =
  '<p>尚未登记机关。用命令 <code>agency add &lt;代码&gt; --name &lt;名称&gt;</code> 登记，' +
  '或用 <code>demo</code> 载入示例。</p>';

const tableOf = (rows: readonly Row[], years: readonly number[]): string =>
  `<table><caption>各机关各年度的报告，由案件历史即时得出</caption>
<thead><tr><th scope="col">机关</th><th scope="col">年度报告</th></tr></thead>
<tbody>
${rows.map((row) => rowOf(row, years)).join('\n')}
</tbody></table>`;

const rowOf = ({ code, name, depth }: Row, years: readonly number[]): string =>
  `<tr><th scope="row"${depth > 0 ? ` style="padding-left:${1 + depth}rem"` : ''}>` +
  `${escaped(name)}（${escaped(code)}）</th><td>${years
    .map(
      (year) =>
        `<a href="/api/v1/reports/${encodeURIComponent(code)}/${year}.html" ` +
        `aria-label="${escaped(name)} ${year} 年度报告">${year}</a>`,
    )
    .join(' ')}</td></tr>`;
