import { sameSecret } from '@sunledger/observability';

import { forwardedUser, setAuthenticatedActor } from './authenticated-actor';
import type { Incoming } from './exchange';
import { hostNameOf } from './loopback';
import { type Problem, problemOf } from './problem';

/** A proxy that authenticates people before it hands their requests on. */
export interface TrustedProxy {
  /** Sent by the proxy as `X-Sunledger-Proxy` with every request; at least 32 characters. */
  readonly secret: string;
  /** Host names, without port, under which people ask for the system. */
  readonly allowedHosts: readonly string[];
}

const secretLengthMin = 32;

/** The proxy's settings would let strangers in. */
export class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused';

  constructor(
    readonly code: 'proxy-secret-weak' | 'allowed-hosts-missing',
    message: string,
  ) {
    super(message);
  }
}

/** @throws ProxyRefused for a secret that can be guessed, or without a host name to answer to. */
export function demandProxy({ secret, allowedHosts }: TrustedProxy): void {
  if (secret.length < secretLengthMin || new Set(secret).size < 8) {
    throw new ProxyRefused(
      'proxy-secret-weak',
      `代理密钥太弱：至少 ${secretLengthMin} 个字符，请用 openssl rand -hex 32 生成，写入 SUNLEDGER_PROXY_SECRET_FILE 所指的文件。`,
    );
  }
  if (allowedHosts.length === 0) {
    throw new ProxyRefused(
      'allowed-hosts-missing',
      '在代理服务器之后运行时，请用 SUNLEDGER_ALLOWED_HOSTS 写明供人访问的域名（多个以逗号分隔）。',
    );
  }
}

/**
 * Why a request is not one that the proxy has handed on, if it is not; otherwise remembers whom the
 * proxy has authenticated. What the sender says of itself counts for nothing.
 */
export function proxyProblem(request: Incoming, proxy: TrustedProxy): Problem | undefined {
  const presented = request.headers['x-sunledger-proxy'];
  if (!sameSecret(typeof presented === 'string' ? presented : undefined, proxy.secret)) {
    return problemOf(403, 'proxy-only', '请从本单位公布的地址登录后访问，不能绕过代理服务器。');
  }
  const refused = hostProblem(request, proxy) ?? originProblem(request);
  if (refused !== undefined) return refused;
  const user = forwardedUser(request);
  if (typeof user !== 'string') return user;
  setAuthenticatedActor(request, user);
  return undefined;
}

function hostProblem({ headers }: Incoming, { allowedHosts }: TrustedProxy): Problem | undefined {
  const name = hostNameOf(headers.host ?? '')?.toLowerCase();
  const isAllowed = allowedHosts.some((host) => host.toLowerCase() === name);
  return isAllowed ? undefined : problemOf(403, 'host-refused', '请用本单位公布的域名访问本系统。');
}

/** People reach the proxy over TLS, so that is what their pages come from. */
function originProblem({ headers }: Incoming): Problem | undefined {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const foreign = origin !== undefined && origin !== `https://${host ?? ''}`;
  const crossSite = site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';
  return foreign || crossSite ? originRefused() : undefined;
}

export const originRefused = (): Problem =>
  problemOf(403, 'origin-refused', '不接受其他网站发来的请求，请从本系统的页面操作。');
