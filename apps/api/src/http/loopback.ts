/** The system was asked to listen where others could reach it. */
export class HostNotLoopback extends Error {
  override readonly name = 'HostNotLoopback';
  readonly code = 'host-not-loopback';

  constructor(readonly host: string) {
    super(
      `不能在 ${host} 上监听：系统自己不核对密码，没有负责登录的代理服务器时只应答本机（127.0.0.1、::1 或 localhost）。` +
        '请去掉 SUNLEDGER_HOST 或改为 127.0.0.1；需要供他人使用的，请放在负责登录的代理服务器之后，' +
        '并设置 SUNLEDGER_PROXY_SECRET_FILE（见 docs/guide/deploying.md）。',
    );
  }
}

/** The host of a `Host` header without its port; null when it is malformed. */
export function hostNameOf(header: string): string | null {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:\s/@]+)(?::\d{1,5})?$/.exec(header);
  return match?.[1] ?? null;
}
