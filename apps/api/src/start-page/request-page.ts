import type { ReplayedCase } from '@sunledger/disclosure-office';
import type { DutyOwner } from '@sunledger/reminder';
import type { IsoDate } from '@sunledger/working-days';

import { actorDefault } from '../http/command-context';
import type { RequestDetail } from '../requests/request-detail';
import { dayText, escaped, leftText, page, table } from './page';

/** Who owes what is due, as seen from the office. */
const owners: Readonly<Record<DutyOwner, string>> = {
  agency: '本机关',
  applicant: '申请人',
  thirdParty: '第三方',
  otherAgency: '其他机关',
};

export interface RequestView {
  readonly detail: RequestDetail;
  readonly course: ReplayedCase;
  readonly agencyName: string;
  readonly today: IsoDate;
}

/** A request for people: how it stands, what is due, and how both came about. No personal data. */
export function requestPage({ detail, course, agencyName, today }: RequestView): string {
  const { caseId, serialNumber, statusLabel, deadline } = detail;
  const name = serialNumber ?? caseId;
  const due = deadline?.dueOn ?? null;
  const provisional = deadline?.provisional === true ? '（暂定）' : '';
  const until = due === null ? '' : `答复期限：${dayText(due)}${provisional}。`;
  return page(
    `申请 ${name} · 阳光台账`,
    `<header><h1>申请 ${escaped(name)}</h1>
<p>${escaped(agencyName)}。现状：${escaped(statusLabel)}。${escaped(until)}</p></header>
<main>
${dutiesOf(detail, today)}
${courseOf(course)}
${workingsOf(deadline)}
<p class="note">此页不含申请人的个人信息。</p>
</main>
<nav class="screen choices" aria-label="其他页面"><p><a href="/reminders">待办清单</a> <a href="/">首页</a></p></nav>`,
  );
}

function dutiesOf({ duties }: RequestDetail, today: IsoDate): string {
  const heading = '<h2>待办事项</h2>';
  if (duties.length === 0) return `${heading}\n<p>没有待办事项。</p>`;
  const rows = duties.map((duty) => {
    const { kindLabel, dueOn, provisional, owedBy, article } = duty;
    const left = escaped(leftText(duty, today));
    return [
      escaped(kindLabel),
      escaped(`${dayText(dueOn)}${provisional ? '（暂定）' : ''}`),
      duty.daysOverdue > 0 ? `<span class="overdue">${left}</span>` : left,
      escaped(owners[owedBy]),
      escaped(article),
    ];
  });
  const columns = ['事项', '期限', '剩余', '由谁办', '依据'];
  return `${heading}\n${table(`截至 ${dayText(today)}，期限近的在前`, columns, rows, 'stacks')}`;
}

const courseOf = ({ steps }: ReplayedCase): string =>
  `<h2>办理经过</h2>\n${table(
    '由先到后',
    ['日期', '事项', '此后期限', '登记人'],
    steps.map(({ occurredOn, sentence, dueOn, dueBecause, actor }) =>
      [
        occurredOn,
        sentence,
        [dueOn ?? '', ...(dueBecause === null ? [] : [`（${dueBecause}）`])].join(''),
        // Nobody said who they are: whoever sat at this machine.
        actor === actorDefault ? '本机' : actor,
      ].map(escaped),
    ),
    'stacks',
  )}`;

function workingsOf(deadline: RequestDetail['deadline']): string {
  if (deadline === null) return '';
  const rows = deadline.workings.map(({ on, day, why }) =>
    [dayText(on), day === null ? '不计' : `第 ${day} 日`, why].map(escaped),
  );
  return `<h2>期限如何算出</h2>\n${table('逐日', ['日期', '计算', '原因'], rows, 'days')}`;
}
