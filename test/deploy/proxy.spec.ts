import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { deployFolder } from './yaml-file';

const handingOn = readFileSync(
  join(deployFolder, 'scaled/kubernetes/proxy/handing-on.conf'),
  'utf8',
);

/** What the proxy answers 404 by itself, by the pattern of its location. */
const kept = (): RegExp => {
  const [, pattern] = /location ~\* (\S+) \{\s+return 404;/.exec(handingOn) ?? [];
  if (pattern === undefined) throw new Error('nothing is kept from people');
  return new RegExp(pattern, 'i');
};

describe('the proxy', () => {
  // The API finds a route whatever its case, and with a slash after it.
  it.each(['/health/ready', '/Health/ready', '/HEALTH', '/metrics', '/Metrics', '/metrics/'])(
    'keeps people from %s',
    (path) => {
      expect(kept().test(path)).toBe(true);
    },
  );

  it.each(['/', '/api/v1/changes', '/api/v1/health-offices', '/healthy'])(
    'lets people to %s',
    (path) => {
      expect(kept().test(path)).toBe(false);
    },
  );

  it.each(['X-Forwarded-User $remote_user', 'X-Actor ""', 'Authorization ""'])(
    'sets %s itself',
    (header) => {
      expect(handingOn).toContain(`proxy_set_header ${header};`);
    },
  );
});
