import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { containerFaults, type KubernetesObject, objectFaults } from './kubernetes-rules';
import { deployFiles, yamlDocuments } from './yaml-file';

const folder = 'scaled/kubernetes';

interface Kustomization {
  readonly resources: readonly string[];
  readonly images: readonly { name: string; newName: string; newTag: string }[];
  readonly configMapGenerator: readonly { readonly files: readonly string[] }[];
}

const [kustomization] = yamlDocuments(`${folder}/kustomization.yaml`) as [Kustomization];
const manifests = deployFiles(folder).filter(
  (file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'),
);
const read = (): readonly KubernetesObject[] =>
  manifests.flatMap((file) => yamlDocuments(file) as KubernetesObject[]);

/** The objects as the kustomization hands them over: with the names of its images put in. */
const objects = (): readonly KubernetesObject[] =>
  JSON.parse(JSON.stringify(read()), (key, value: unknown) => {
    const image = kustomization.images.find(({ name }) => name === value);
    return key === 'image' && image !== undefined ? `${image.newName}:${image.newTag}` : value;
  }) as KubernetesObject[];

/** What the schemas and types of Kubernetes refuse. */
function refused(list: readonly object[]): readonly string[] {
  const script = join(__dirname, 'scripts', 'kubernetes-faults.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(list),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

/** A fault, planted: the first text is found once or more and replaced everywhere. */
function planted(
  list: readonly KubernetesObject[],
  from: RegExp,
  to: string,
): readonly KubernetesObject[] {
  const text = JSON.stringify(list);
  const faulty = text.replace(from, to);
  if (faulty === text) throw new Error(`${String(from)} is not in the manifests`);
  return JSON.parse(faulty) as KubernetesObject[];
}

const ruleOf = (fault: string): string => fault.split(' ')[0] ?? '';

describe('the Kubernetes manifests', () => {
  it('are what the schemas and types of Kubernetes allow', () => {
    expect(refused(objects())).toEqual([]);
  }, 60_000);

  it('would be refused for a field, a value or a kind that Kubernetes does not know', () => {
    const faults: readonly (readonly [RegExp, string])[] = [
      [/"readOnlyRootFilesystem"/, '"readOnlyRootFileSystem"'],
      [/"minReplicas":2/, '"minReplicas":"two"'],
      [/"kind":"Ingress"/, '"kind":"Ingres"'],
      [/"pathType":"Prefix",/, ''],
    ];
    const faulty = faults.flatMap(([from, to]) =>
      planted(
        objects()
          .filter((object) => from.test(JSON.stringify(object)))
          .slice(0, 1),
        from,
        to,
      ),
    );
    const said = refused(faulty).join('\n');
    expect(said).toContain('\'"readOnlyRootFileSystem"\' does not exist');
    expect(said).toContain('minReplicas must be integer');
    expect(said).toContain('no such kind in networking.k8s.io/v1');
    expect(said).toContain('required property pathType');
  }, 60_000);

  it('keep the rules of this repository', () => {
    expect([...containerFaults(objects()), ...objectFaults(objects())]).toEqual([]);
  });

  it.each([
    ['non-root', /"runAsNonRoot":true/, '"runAsNonRoot":false'],
    ['non-root', /"runAsUser":10001/, '"runAsUser":0'],
    ['read-only', /"readOnlyRootFilesystem":true/, '"readOnlyRootFilesystem":false'],
    ['no-capabilities', /"drop":\["ALL"\]/, '"drop":["CHOWN"]'],
    ['no-capabilities', /"drop":\["ALL"\]/, '"drop":["ALL"],"add":["NET_RAW"]'],
    ['no-escalation', /"allowPrivilegeEscalation":false/, '"allowPrivilegeEscalation":true'],
    ['seccomp', /"type":"RuntimeDefault"/, '"type":"Unconfined"'],
    ['limits', /"limits":\{"cpu":"2","memory":"1Gi"\}/, '"limits":{"cpu":"2"}'],
    ['limits', /"requests":\{"cpu":"250m",/, '"requests":{'],
    ['probes', /"livenessProbe"/, '"startupProbe2"'],
    ['pinned-image', /"image":"rclone\/rclone:[\d.]+"/, '"image":"rclone/rclone"'],
    ['pinned-image', /sunledger:0\.1\.0/, 'sunledger:latest'],
    ['nothing-of-the-host', /"serviceAccountName"/, '"hostNetwork":true,"serviceAccountName"'],
    ['no-token', /"automountServiceAccountToken":false,"enable/, '"enable'],
    ['no-secret-value', /"master_key":""/, '"master_key":"00"'],
    ['no-secret-value', /"\/run\/secrets\/events_url"/, '"kurrentdb://admin:pw@host"'],
    ['replicas', /"replicas":2/, '"replicas":1'],
    ['disruption-budget', /"kind":"PodDisruptionBudget"/, '"kind":"Budget"'],
    ['default-deny', /"podSelector":\{\},"policyTypes":\["Ingress","Egress"\]/, '"podSelector":{}'],
  ])('would be refused by the rule %s', (rule, from, to) => {
    const faulty = planted(objects(), from, to);
    const faults = [...containerFaults(faulty), ...objectFaults(faulty)];
    expect(new Set(faults.map(ruleOf))).toEqual(new Set([rule]));
  });

  it('are all named by the kustomization, but for the template of the secrets', () => {
    const named = kustomization.resources.map((file) => `${folder}/${file}`);
    expect([...named, `${folder}/secret.example.yaml`].sort()).toEqual([...manifests].sort());
    const generated = kustomization.configMapGenerator.flatMap(({ files }) => files);
    expect(generated.map((file) => `${folder}/${file}`).sort()).toEqual(
      deployFiles(`${folder}/proxy`),
    );
  });

  it('let every pod that is deployed be reached by what its policies say', () => {
    const pods = objects().flatMap(({ spec }) => {
      const labels = (spec?.jobTemplate?.spec.template ?? spec?.template)?.metadata?.labels;
      return labels === undefined ? [] : [labels['app.kubernetes.io/component']];
    });
    const policies = JSON.stringify(objects().filter(({ kind }) => kind === 'NetworkPolicy'));
    for (const component of pods) expect(policies).toContain(`"${component ?? ''}"`);
    expect(pods).toEqual(expect.arrayContaining(['api', 'worker', 'proxy', 'backup']));
  });

  it('read of the Secret only keys that its template has', () => {
    const template = read().find(
      ({ kind, metadata }) => kind === 'Secret' && metadata.name === 'sunledger',
    );
    const [configuration] = objects().filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'sunledger',
    );
    const asked = Object.values(configuration?.data ?? {})
      .filter((value) => value.startsWith('/run/secrets/'))
      .map((value) => value.replace('/run/secrets/', ''));
    expect(asked.length).toBeGreaterThan(5);
    const given = Object.keys(template?.stringData ?? {});
    expect(asked.filter((key) => !given.includes(key))).toEqual([]);
  });
});
