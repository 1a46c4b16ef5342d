/**
 * Keeps the work list as it is: the script of `/live.js`. It listens to the changes while the page is
 * shown (a browser opens few connections at a time, and hidden pages need none), goes on after the
 * last change it was told of, and renews the page at most every two seconds, since a digest brings
 * many changes, and at least every fifteen minutes, since days pass without any.
 */
export const liveScript = `'use strict';
(() => {
  const renewAtMostEveryMs = 2000;
  const renewAtLeastEveryMs = 900000;
  const start = new URL(document.currentScript.dataset.changes, location.href);
  let last = start.searchParams.get('after');
  let source = null;
  let planned = null;
  let renewedAt = 0;

  const say = (text) => {
    document.getElementById('live').textContent = text;
  };
  const timeNow = () => new Date().toTimeString().slice(0, 5);

  async function renew() {
    planned = null;
    renewedAt = Date.now();
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!response.ok) throw new Error(String(response.status));
      const renewed = new DOMParser().parseFromString(await response.text(), 'text/html');
      const before = document.querySelector('main');
      const focused = before.contains(document.activeElement)
        ? document.activeElement.getAttribute('href')
        : null;
      const after = renewed.querySelector('main');
      if (after.innerHTML === before.innerHTML) return;
      before.replaceWith(after);
      const same = [...after.querySelectorAll('a')].find(
        (link) => focused !== null && link.getAttribute('href') === focused,
      );
      if (same) same.focus();
      say('清单有变化，已于 ' + timeNow() + ' 更新。');
    } catch {
      say('清单暂时不能更新，稍后自动重试；也可以自行刷新页面。');
    }
  }

  function plan() {
    if (planned !== null) return;
    const wait = Math.max(0, renewedAt + renewAtMostEveryMs - Date.now());
    planned = setTimeout(renew, wait);
  }

  function listen() {
    if (source !== null || document.hidden) return;
    start.searchParams.set('after', last);
    source = new EventSource(start);
    source.onopen = () => say('清单随时自动更新。');
    source.onerror = () => {
      say('与系统的连接断开，正在重新连接；清单可能不是最新的。');
      // A refusal ends a source for good; the next time the page is shown, or a while later, anew.
      if (source.readyState === 2) leave();
    };
    source.addEventListener('change', (event) => {
      last = event.lastEventId;
      plan();
    });
  }

  function leave() {
    if (source !== null) source.close();
    source = null;
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return leave();
    plan();
    listen();
  });
  setInterval(() => {
    if (document.hidden) return;
    plan();
    listen();
  }, renewAtLeastEveryMs);
  listen();
})();
`;
