import type { Problem } from '../http/problem';
import { escaped, page } from './page';

/** A problem for people: what it is, how to mend it, and the code by which to ask for help. */
export const problemPage = ({ title, detail, code }: Problem): string =>
  page(
    `${title} · 阳光台账`,
    `<header><h1>${escaped(title)}</h1></header>
<main>
<p>${escaped(detail)}</p>
<p class="note">求助时请告知代码：${escaped(code)}</p>
</main>
<nav class="screen choices" aria-label="其他页面"><p><a href="/reminders">待办清单</a> <a href="/">首页</a></p></nav>`,
  );
