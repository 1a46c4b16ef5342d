/**
 * Fills a number pattern of the policy: `{name}` with a part, `{name:n}` with a number padded
 * with zeros to n digits (n from 1 to 9). A name without a part stays as it is, so that a
 * mistyped pattern shows on the first document.
 */
const fill = (pattern: string, parts: Readonly<Record<string, string | number>>): string =>
  pattern.replace(/\{(\w+)(?::([1-9]))?\}/g, (whole, name: string, width: string | undefined) => {
    const part = parts[name];
    if (part === undefined) return whole;
    return width === undefined ? String(part) : String(part).padStart(Number(width), '0');
  });

/** 登记编号 by `serialNumberPattern`, e.g. `2019-0007`. Serials count per agency and year. */
export const formatSerialNumber = (
  pattern: string,
  parts: { readonly agency: string; readonly year: number; readonly serial: number },
): string => fill(pattern, parts);

/** 答复文号 by `docNumberPattern`, e.g. 太政信答〔2019〕3号. `word` is the 机关代字. */
export const formatDocumentNumber = (
  pattern: string,
  parts: { readonly word: string; readonly year: number; readonly serial: number },
): string => fill(pattern, parts);
