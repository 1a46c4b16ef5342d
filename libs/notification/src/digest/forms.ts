import { type Digest, type DigestLine, levelLabels, plain } from './digest';

/** Lines told in one message; who has more to do opens the list. */
export const digestLineCountMax = 200;

const labelled = ({ level, text }: DigestLine): string => `【${levelLabels[level]}】${text}`;

/** As many lines as may be told, and a last one that says how many are left out. */
function told(digest: Digest, countMax: number): readonly DigestLine[] {
  return digest.lines.slice(0, Math.max(0, Math.min(countMax, digestLineCountMax)));
}

const leftOut = (digest: Digest, shown: number): readonly string[] =>
  shown < digest.lines.length
    ? [`另有 ${digest.lines.length - shown} 项未列出，请在系统中查看。`]
    : [];

/** Plain text: the address of a request stands below its line. */
export function textOf(digest: Digest, countMax = digestLineCountMax): string {
  const lines = told(digest, countMax);
  return [
    digest.intro,
    ...lines.flatMap((line, at) => [
      `${at + 1}. ${labelled(line)}`,
      ...(line.href === undefined ? [] : [`   ${line.href}`]),
    ]),
    ...leftOut(digest, lines.length),
    ...(digest.href === undefined ? [] : [`全部提醒：${digest.href}`]),
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const colours = {
  upcoming: '#444',
  yellow: '#8a6d00',
  red: '#b00020',
  overdue: '#7a0014',
} as const;

/** Simple HTML for mail: no pictures, no scripts, nothing loaded from anywhere. */
export function htmlOf(digest: Digest): string {
  const lines = told(digest, digestLineCountMax);
  const rows = lines.map((line) => {
    const text = escaped(labelled(line));
    const linked = line.href === undefined ? text : `<a href="${escaped(line.href)}">${text}</a>`;
    return `<li style="color:${colours[line.level]}">${linked}</li>`;
  });
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escaped(digest.title)}</title></head><body>`,
    `<h1 style="font-size:1.1em">${escaped(digest.title)}</h1>`,
    `<p>${escaped(digest.intro)}</p>`,
    ...(rows.length === 0 ? [] : ['<ol>', ...rows, '</ol>']),
    ...leftOut(digest, lines.length).map((text) => `<p>${escaped(text)}</p>`),
    ...(digest.href === undefined
      ? []
      : [`<p><a href="${escaped(digest.href)}">查看全部提醒</a></p>`]),
    '</body></html>',
  ].join('\n');
}

/**
 * Full-width twins of what Markdown reads as a mark. The robots' dialects have no agreed way to
 * escape, so a mark in a serial number becomes a character that is none.
 */
const harmless = (text: string): string =>
  plain(text).replace(/[\\`*_[\]()<>#|~!&]/g, (mark) =>
    String.fromCharCode(mark.charCodeAt(0) + fullWidthOffset),
  );
const fullWidthOffset = 0xfee0;

/** Markdown in the dialect that the robots share: headings, bold, links, quotes. */
export function markdownOf(digest: Digest, countMax = digestLineCountMax): string {
  const lines = told(digest, countMax);
  return [
    `### ${harmless(digest.title)}`,
    harmless(digest.intro),
    ...lines.map((line, at) => {
      const text = harmless(labelled(line));
      return `> ${at + 1}. ${line.href === undefined ? text : `[${text}](${line.href})`}`;
    }),
    ...leftOut(digest, lines.length),
    ...(digest.href === undefined ? [] : [`[查看全部提醒](${digest.href})`]),
  ].join('\n\n');
}

/**
 * The longest form within a number of bytes of UTF-8, leaving out lines from the end: robots cut or
 * refuse what is longer.
 */
export function within(
  bytesMax: number,
  digest: Digest,
  form: (digest: Digest, countMax: number) => string,
): string {
  for (let count = Math.min(digest.lines.length, digestLineCountMax); count > 0; count -= 1) {
    const text = form(digest, count);
    if (Buffer.byteLength(text) <= bytesMax) return text;
  }
  return form(digest, 0);
}
