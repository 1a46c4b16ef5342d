import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { imageFaults, instructionsOf } from './image-rules';
import { deployFolder, yamlDocuments } from './yaml-file';

const dockerfile = readFileSync(join(deployFolder, 'embedded', 'Dockerfile'), 'utf8');
const root = join(deployFolder, '..');

describe('the image', () => {
  it('keeps the rules of this repository', () => {
    expect(imageFaults(dockerfile)).toEqual([]);
  });

  it.each([
    ['pinned-image', /node:[\d.]+-bookworm-slim AS/, 'node AS'],
    ['two-stages', /FROM (\S+)\nRUN groupadd/, 'LABEL base=$1\nRUN groupadd'],
    ['lock-file', / package-lock\.json/, ''],
    ['non-root', /USER 10001:10001/, 'USER root'],
    ['non-root', /USER 10001:10001/, 'USER 10001:10001\nRUN chmod 777 /data'],
    ['owned-by-root', /COPY --from=build/, 'COPY --chown=10001 --from=build'],
    ['no-add', /COPY libs/, 'ADD libs'],
    ['no-scripts', /npm install --ignore-scripts/, 'npm install'],
    ['no-development-packages', /npm prune --omit=dev/, 'npm prune'],
    ['command', / && chmod a\+x [^\n]*/, ''],
    ['healthcheck', /HEALTHCHECK [^\n]*\n[^\n]*\n/, ''],
    ['no-shell', /CMD \["start"\]/, 'CMD start'],
    ['no-secret', /NODE_ENV=production/, 'NODE_ENV=production SUNLEDGER_METRICS_TOKEN=x'],
  ])('would be refused by the rule %s', (rule, from, to) => {
    const faulty = dockerfile.replace(from, to);
    expect(faulty).not.toBe(dockerfile);
    expect(imageFaults(faulty)).toContain(rule);
  });

  it('copies only what there is, and what its ignore file lets through', () => {
    const ignored = readFileSync(join(deployFolder, 'embedded/Dockerfile.dockerignore'), 'utf8');
    const sources = instructionsOf(dockerfile)
      .filter(({ name, rest }) => name === 'COPY' && !rest.includes('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect({ source, isThere: existsSync(join(root, source)) }).toEqual({
        source,
        isThere: true,
      });
      expect(ignored).toContain(`\n!${source}\n`);
    }
  });

  it('is the one that the scaled profile runs', () => {
    const compose = JSON.stringify(yamlDocuments('scaled/compose.yaml'));
    expect(compose).toContain('"dockerfile":"deploy/embedded/Dockerfile"');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(compose).toContain(`"image":"sunledger:${version}"`);
  });

  it('runs the Node that the tests run on', () => {
    const script = readFileSync(join(root, 'scripts/test-on-node-24.sh'), 'utf8');
    const [, tested = 'none'] = /node_version=(\S+)/.exec(script) ?? [];
    expect(dockerfile).toContain(`FROM node:${tested}-`);
  });
});
