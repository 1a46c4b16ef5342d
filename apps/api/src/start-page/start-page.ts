import type { AgencyBranch } from '../agencies/agency-acts';
import { escaped, page } from './page';

/** The uniform report format begins with report year 2019. */
const firstReportYear = 2019;
/** Agencies shown; a city has hundreds, and its own pages come with the web client. */
const agencyCountMax = 500;

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

/** The first page: the agencies and the reports of each year. */
export function startPage(agencies: readonly AgencyBranch[], thisYear: number): string {
  const all = rowsOf(agencies);
  const shown = all.slice(0, agencyCountMax);
  const years = Array.from(
    { length: Math.max(1, thisYear - firstReportYear + 1) },
    (_, at) => firstReportYear + at,
  );
  return page(
    '阳光台账',
    `<header><h1>阳光台账</h1>
<p>政府信息公开申请办理与年度报告。</p>
${accessNote}</header>
<main>
<h2>年度报告</h2>
${shown.length === 0 ? emptyText : tableOf(shown, years)}
${all.length > shown.length ? `<p>共 ${all.length} 个机关，此处列出前 ${shown.length} 个。</p>` : ''}
</main>
<nav class="screen" aria-label="其他入口"><h2>其他入口</h2><ul>
<li><a href="/reminders">待办清单</a></li>
<li><a href="/api/v1/agencies">机关</a></li>
<li><a href="/api/v1/requests">申请列表</a></li>
<li><a href="/api/v1/calendar">放假调休安排</a></li>
<li><a href="/api/v1/policy">口径</a></li>
<li><a href="/api/v1/log/head">日志头</a></li>
<li><a href="/api/openapi.json">接口文档（OpenAPI）</a></li>
</ul></nav>`,
  );
}

/** Who may look, and what accounts are for; true on this machine and behind a proxy alike. */
const accessNote =
  '<p class="note">系统自己不核对密码：没有负责登录的代理服务器时，只应答本机。账户用来确定期限提醒谁，' +
  '没有密码；第一个账户用 <code>account open &lt;编号&gt; --agency &lt;代码&gt; --name &lt;姓名&gt;</code> ' +
  '开立。详见 docs/guide 中的《期限提醒》（reminders.zh-CN.md）和部署说明（deploying.md）。</p>';

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
