import type { ReplayedCase } from '@sunledger/disclosure-office';

import type { RequestDetail } from '../requests/request-detail';
import { escaped, page, table } from './page';

/** A request for people: how it stands, until when, and how both came about. No personal data. */
export function requestPage(
  { caseId, agency, serialNumber, statusLabel, deadline }: RequestDetail,
  { steps }: ReplayedCase,
): string {
  const name = serialNumber ?? caseId;
  const due = deadline?.dueOn ?? null;
  const until = due === null ? '' : `答复期限：${due}${deadline?.provisional ? '（暂定）' : ''}。`;
  const course = table(
    '办理经过',
    ['日期', '事项', '此后期限', '登记人'],
    steps.map(({ occurredOn, sentence, dueOn, dueBecause, actor }) =>
      [
        occurredOn,
        sentence,
        [dueOn ?? '', ...(dueBecause === null ? [] : [`（${dueBecause}）`])].join(''),
        actor,
      ].map(escaped),
    ),
  );
  return page(
    `申请 ${name} · 阳光台账`,
    `<header><h1>申请 ${escaped(name)}</h1>
<p>机关 ${escaped(agency ?? '')}。现状：${escaped(statusLabel)}。${escaped(until)}</p></header>
<main>
${course}
${workingsOf(deadline)}
<p class="note">此页不含申请人的个人信息。</p>
</main>
<nav class="screen"><p><a href="/reminders">待办清单</a> <a href="/">首页</a></p></nav>`,
  );
}

function workingsOf(deadline: RequestDetail['deadline']): string {
  if (deadline === null) return '';
  const rows = deadline.workings.map(({ on, day, why }) =>
    [on, day === null ? '不计' : `第 ${day} 日`, why].map(escaped),
  );
  return `<h2>期限如何算出</h2>\n${table('逐日', ['日期', '计算', '原因'], rows)}`;
}
