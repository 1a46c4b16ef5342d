/** What the streams of the log are called; the part after the prefix is the id. */
export const requestPrefix = 'request-';
export const remedyPrefix = 'remedy-';
export const registerPrefix = 'register-';
export const agencyPrefix = 'agency-';
export const calendarPrefix = 'calendar-';

/** The one stream of holiday arrangements. */
export const calendarStream = 'calendar-CN';

/** `register-<agency>-<year>`; a code may itself hold hyphens, a year does not. */
export const registerOf = (stream: string): { readonly agency: string; readonly year: number } => {
  const hyphen = stream.lastIndexOf('-');
  return {
    agency: stream.slice(registerPrefix.length, hyphen),
    year: Number(stream.slice(hyphen + 1)),
  };
};
