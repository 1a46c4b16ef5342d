/** One opening or empty-element tag. */
export interface XmlTag {
  /** Without its namespace prefix. */
  readonly name: string;
  /** Attribute values by local name, as written; entities are not resolved. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text up to the next tag, as bytes read one to a character. */
  readonly text: string;
}

const WINDOW_BYTES = 1024 * 1024;
/** A tag longer than this is no part of any sheet. */
const TAG_CHARACTERS_MAX = 64 * 1024;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*\/?>/y;

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

const readTag = (text: string, name: string, from: number): XmlTag | undefined => {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = from;
  let end = from;
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    const attribute = localName(match[1] ?? '');
    // Two readers may disagree on which of two equal attributes counts.
    if (attributes.has(attribute)) return undefined;
    attributes.set(attribute, match[2] ?? match[3] ?? '');
    end = ATTRIBUTE.lastIndex;
  }
  TAG_END.lastIndex = end;
  if (!TAG_END.test(text)) return undefined;
  const close = text.indexOf('<', TAG_END.lastIndex);
  return {
    name,
    attributes,
    text: text.slice(TAG_END.lastIndex, close === -1 ? undefined : close),
  };
};

/**
 * Finds every tag of the given names in a part, in order, in bounded memory. It reads no document: tags
 * in comments are found too, so that nothing a reader might take for a tag stays unseen.
 * @returns false when a tag was met that cannot be read with certainty
 */
export function* xmlTags(
  part: Buffer,
  names: readonly string[],
): Generator<XmlTag, boolean, undefined> {
  const opening = new RegExp(`<(?:[^\\s<>/]*:)?(${names.join('|')})(?=[\\s/>])`, 'g');
  let carried = '';
  for (let from = 0; from < part.length; from += WINDOW_BYTES) {
    const text = carried + part.toString('latin1', from, from + WINDOW_BYTES);
    const isLast = from + WINDOW_BYTES >= part.length;
    // The last tag of a window may be cut; it is left to the next one.
    const upTo = isLast ? text.length : Math.max(0, text.lastIndexOf('<'));
    opening.lastIndex = 0;
    for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
      if (match.index >= upTo) break;
      const tag = readTag(text, match[1] ?? '', opening.lastIndex);
      if (tag === undefined) return false;
      yield tag;
    }
    carried = text.slice(upTo);
    if (carried.length > WINDOW_BYTES + TAG_CHARACTERS_MAX) return false;
  }
  return true;
}
