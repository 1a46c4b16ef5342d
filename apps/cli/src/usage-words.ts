/** What the parser of the command line says, and how the office says it. */
const sentences: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^missing required argument '(.+)'$/, (name) => `缺少参数 ${name}。`],
  [/^option '(.+)' argument missing$/, (option) => `选项 ${option} 之后缺少内容。`],
  [/^required option '(.+)' not specified$/, (option) => `必须给出选项 ${option}。`],
  [
    /^option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/,
    (option, given, choices) => `选项 ${option} 不能是“${given}”，只能是：${listed(choices)}。`,
  ],
  [
    /^command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\.$/,
    (given, name, choices) => `参数 ${name} 不能是“${given}”，只能是：${listed(choices)}。`,
  ],
  [/^unknown option '(.+)'$/, (option) => `没有选项 ${option}。`],
  [/^unknown command '(.+)'$/, (command) => `没有命令 ${command}。`],
  [/^too many arguments/, () => '参数过多：含空格的内容请用引号括起来。'],
  [
    /^option '(.+)' cannot be used with option '(.+)'$/,
    (one, other) => `选项 ${one} 与 ${other} 不能同时使用。`,
  ],
];

const listed = (choices = ''): string => choices.split(', ').join('、');

/** A fault of usage in Chinese; one that is not worded here stays as the parser words it. */
export function usageWords(text: string): string {
  const [first = '', ...more] = text.trimEnd().split('\n');
  const fault = first.replace(/^error: /, '');
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(fault);
    if (found === null) continue;
    return `用法有误：${[sentence(...found.slice(1)), ...more.map(meant)].join('')}\n`;
  }
  return `用法有误：${[fault, ...more].join('\n')}\n`;
}

/** `(Did you mean --level?)` */
const meant = (line: string): string =>
  line.replace(/^\(Did you mean (?:one of )?(.+)\?\)$/, '是否想用 $1？');
