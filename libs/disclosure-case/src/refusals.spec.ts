import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { caseRefusals, caseRefusalSentence } from './refusals';

/** Codes that a spec of this library expects as the answer to a command. */
const provoked = (): ReadonlySet<string> => {
  const specs = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.spec.ts'),
  );
  const texts = specs.map((file) => readFileSync(join(__dirname, file), 'utf8'));
  const expected = texts.flatMap((text) => [...text.matchAll(/\.refused\(\s*'([a-z0-9-]+)'/g)]);
  return new Set(expected.map(([, code]) => code ?? ''));
};

describe('the refusals', () => {
  it('are each provoked by a spec', () => {
    const seen = provoked();
    expect(Object.keys(caseRefusals).filter((code) => !seen.has(code))).toEqual([]);
    expect([...seen].filter((code) => !(code in caseRefusals))).toEqual([]);
  });

  it('have stable codes in kebab-case and a sentence that ends', () => {
    for (const [code, sentence] of Object.entries(caseRefusals)) {
      expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(sentence).toMatch(/。$/);
    }
  });

  it('fill their facts into the sentence, and say so when one is missing', () => {
    expect(caseRefusalSentence('extension-too-long', { max: 20, workingDays: 25 })).toBe(
      '延期不得超过 20 个工作日（现为 25 个）。',
    );
    expect(caseRefusalSentence('extension-too-long', { max: 20 })).toContain('（未知）');
  });
});
