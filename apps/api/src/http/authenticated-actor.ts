import type { IncomingMessage } from 'node:http';

import { type Problem, problemOf } from './problem';

/** Whom the proxy has authenticated, for as long as the request lives. */
const actors = new WeakMap<IncomingMessage, string>();

const actorLengthMax = 100;

/** Whether a text can stand as the name of an actor: short, and nothing invisible in it. */
export const isActorName = (name: string): boolean =>
  name !== '' && name.length <= actorLengthMax && !/[\p{Cc}\p{Cf}]/u.test(name);

/** Remembers who sent a request; nobody else may say so. */
export const setAuthenticatedActor = (request: IncomingMessage, actor: string): void => {
  actors.set(request, actor);
};

/** Who sent a request, where a proxy has authenticated them. */
export const authenticatedActor = (request: IncomingMessage): string | undefined =>
  actors.get(request);

/** The user that a proxy names, read as UTF-8: Node hands a header over byte by byte. */
export function forwardedUser(request: IncomingMessage): string | Problem {
  const header = request.headers['x-forwarded-user'];
  if (typeof header !== 'string' || header === '') {
    return problemOf(
      403,
      'proxy-user-missing',
      '代理服务器没有说明登录的是谁，请联系管理员检查代理服务器的登录设置。',
    );
  }
  const user = utf8(header);
  if (user !== undefined && isActorName(user)) return user;
  return problemOf(
    403,
    'proxy-user-malformed',
    '登录名无法识别，请联系管理员改用 100 字以内、不含控制字符的登录名。',
  );
}

function utf8(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}
