import { accountRefusals } from './account/decide';
import { agencyRefusals } from './agency/decide';
import { calendarRefusals } from './calendar/decide';
import { registerRefusals } from './register/decide';

const sentences: Readonly<Record<string, string>> = {
  ...agencyRefusals,
  ...registerRefusals,
  ...calendarRefusals,
  ...accountRefusals,
};

/**
 * The sentence a clerk reads for a refusal of an agency, a register, a calendar or an account, its facts
 * filled in; `undefined` for a code of another part.
 */
export function registerRefusalSentence(
  code: string,
  facts: Readonly<Record<string, unknown>>,
): string | undefined {
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return sentence?.replace(/\{(\w+)\}/g, (_, name: string) => wordOf(facts[name]));
}

const wordOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(wordOf).join('；');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '（未知）';
};
