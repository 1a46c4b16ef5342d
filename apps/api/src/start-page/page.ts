/** Text as it may stand in a page, attributes included. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
body { font: 16px/1.7 "Noto Sans SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
td:first-child, th { white-space: nowrap; }
td a { margin-right: .8rem; } a { color: #0b5394; } a:focus { outline: 3px solid #f2a900; }
.note { border-left: 4px solid #b45f06; padding-left: .8rem; }
@media print { a { color: inherit; } .screen { display: none; } }
`;

/**
 * A page for people: plain, readable by a screen reader, fit for paper, no script.
 * @param title text; @param body HTML that has been escaped.
 */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;

/** A table with a heading for each column; its cells are HTML that has been escaped. */
export const table = (
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string => `<table><caption>${escaped(caption)}</caption>
<thead><tr>${columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`;
