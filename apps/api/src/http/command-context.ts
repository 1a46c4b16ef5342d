import type { CommandContext, Office } from '@sunledger/disclosure-office';

import { authenticatedActor, isActorName } from './authenticated-actor';
import type { Incoming } from './exchange';
import { ProblemError, problemOf } from './problem';

/** Who is recorded where nobody says who they are. */
export const actorDefault = 'local';

/**
 * Who gives a command and what makes it one fact, from its headers: `Idempotency-Key` is the id of
 * the command (made here when absent), `If-Match` the revision the clerk saw, `X-Actor` who acts
 * where no proxy has authenticated anyone.
 */
export function commandContext(request: Incoming, office: Office): CommandContext {
  const key = idempotencyKey(request);
  const expectedRevision = revisionSeen(request);
  return {
    commandId: key ?? office.newId(),
    actor: actorOf(request),
    ...(key === undefined ? {} : { contentDigest: contentDigest(request, office) }),
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

function idempotencyKey(request: Incoming): string | undefined {
  // RFC drafts write the key as a quoted string; both ways name the same key.
  const key = request.get('idempotency-key')?.replace(/^"(.*)"$/, '$1');
  if (key === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new ProblemError(
    problemOf(
      400,
      'idempotency-key-malformed',
      'Idempotency-Key 应为 1 至 200 个可见的 ASCII 字符（建议用 UUID）。',
    ),
  );
}

function revisionSeen(request: Incoming): number | undefined {
  const header = request.get('if-match');
  if (header === undefined || header === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header);
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new ProblemError(
    problemOf(400, 'if-match-malformed', 'If-Match 应为查看时得到的 ETag，例如 "3"。'),
  );
}

/**
 * Whom the proxy has authenticated. Without a proxy, and provisionally until accounts come, a name
 * without proof: percent-encoded UTF-8, since a header carries no Chinese.
 */
export function actorOf(request: Incoming): string {
  const authenticated = authenticatedActor(request);
  if (authenticated !== undefined) return authenticated;
  const header = request.get('x-actor');
  if (header === undefined || header === '') return actorDefault;
  const actor = decoded(header);
  if (actor !== undefined && isActorName(actor)) return actor;
  throw new ProblemError(
    problemOf(
      400,
      'actor-malformed',
      'X-Actor 应为经办人姓名的百分号编码（UTF-8），不超过 100 字。',
    ),
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Keyed, because the body of a registration holds personal data that may be guessed. */
const contentDigest = ({ method, path, body }: Incoming, office: Office): string =>
  office.parts.vault.lookupHash('name', `${String(method)} ${path}\n${canonical(body)}`);

/** JSON with the keys of every object in order. */
const canonical = (value: unknown): string => JSON.stringify(inOrder(value ?? null));

const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
};
