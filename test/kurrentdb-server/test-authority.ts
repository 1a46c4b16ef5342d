import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ServerCertificate } from './protocol-server';

/**
 * A certificate authority of a test, made by the `openssl` of the system as `deploy/scaled/prepare.sh`
 * makes that of an installation: Node can make keys but no certificates.
 */
export class TestAuthority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sunledger-authority-'));

  constructor() {
    const { key } = this.newKey('ca', 'Sunledger test authority');
    openssl('x509', '-req', '-in', this.path('ca.request'), '-signkey', key, '-out', this.file);
  }

  /** The certificate that clients are to trust, in PEM. */
  get file(): string {
    return this.path('ca.crt');
  }

  /** Key and certificate of a server that listens at this address of IPv4. */
  certificateFor(address: string): ServerCertificate {
    const { key, request } = this.newKey('server', address);
    const [extensions, certificate] = [this.path('server.extensions'), this.path('server.crt')];
    writeFileSync(extensions, `subjectAltName=IP:${address}\n`);
    const signedBy = ['-CA', this.file, '-CAkey', this.path('ca.key'), '-CAcreateserial'];
    const files = ['-in', request, '-out', certificate, '-extfile', extensions];
    openssl('x509', '-req', ...signedBy, ...files);
    return { key: readFileSync(key), certificate: readFileSync(certificate) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private newKey(name: string, commonName: string) {
    const [key, request] = [this.path(`${name}.key`), this.path(`${name}.request`)];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', ...kind, '-subj', `/CN=${commonName}`, '-keyout', key, '-out', request);
    return { key, request };
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}

const openssl = (...words: readonly string[]): void => {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
};
