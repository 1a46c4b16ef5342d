/** What these specs read of a Kubernetes object; the schemas check the rest. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Labels };
    readonly podSelector?: { readonly matchLabels?: Labels };
    readonly policyTypes?: readonly string[];
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
}

type Labels = Readonly<Record<string, string>>;

interface PodTemplate {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec: PodSpec;
}

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly hostPath?: object }[];
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
  readonly resources?: {
    readonly requests?: Amounts;
    readonly limits?: Amounts;
  };
  readonly securityContext?: {
    readonly runAsUser?: number;
    readonly privileged?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
}

interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}

const podOf = ({ spec }: KubernetesObject): PodTemplate | undefined =>
  spec?.jobTemplate?.spec.template ?? spec?.template;

/** A rule about each container of each pod: whether it is kept. */
type ContainerRule = (container: Container, pod: PodSpec, kind: string) => boolean;

const hasAmounts = (amounts: Amounts | undefined): boolean =>
  amounts?.cpu !== undefined && amounts.memory !== undefined;

/** An image has a tag of its own: what runs today runs again tomorrow. */
export const isPinned = (image: string): boolean =>
  /^[^:@]+(:\d+\/[^:@]+)?(:[\w.-]+)(@sha256:[0-9a-f]{64})?$/.test(image) &&
  !/:(latest|stable|main|edge)$/.test(image);

const containerRules: Readonly<Record<string, ContainerRule>> = {
  'non-root': ({ securityContext }, pod) =>
    pod.securityContext?.runAsNonRoot === true &&
    (securityContext?.runAsUser ?? pod.securityContext.runAsUser ?? 0) > 0,
  'read-only': ({ securityContext }) => securityContext?.readOnlyRootFilesystem === true,
  'no-capabilities': ({ securityContext }) =>
    securityContext?.capabilities?.drop?.includes('ALL') === true &&
    securityContext.capabilities.add === undefined,
  'no-escalation': ({ securityContext }) =>
    securityContext?.allowPrivilegeEscalation === false && securityContext.privileged !== true,
  seccomp: (_, pod) => pod.securityContext?.seccompProfile?.type === 'RuntimeDefault',
  limits: ({ resources }) => hasAmounts(resources?.limits) && hasAmounts(resources?.requests),
  probes: ({ name, livenessProbe, readinessProbe }, pod, kind) =>
    kind === 'CronJob' ||
    pod.initContainers?.some((first) => first.name === name) === true ||
    (livenessProbe !== undefined && readinessProbe !== undefined),
  'pinned-image': ({ image }) => isPinned(image),
  'nothing-of-the-host': (_, pod) =>
    pod.hostNetwork !== true &&
    pod.hostPID !== true &&
    pod.volumes?.every(({ hostPath }) => hostPath === undefined) !== false,
  'no-token': (_, pod) => pod.automountServiceAccountToken === false,
  'no-secret-value': ({ env = [] }) => env.every(({ name, value }) => !isSecret(name, value)),
};

/** A name that promises a secret may only carry the place of one; where people go is none. */
export const isSecret = (name: string, value: string | undefined): boolean =>
  /PASSWORD|SECRET|TOKEN|KEY|_URL(_FILE)?$/.test(name) &&
  name !== 'SUNLEDGER_PUBLIC_URL' &&
  value !== undefined &&
  value !== '' &&
  !/^\/run\/secrets\/[\w-]+$/.test(value);

/** Faults of the containers, as `rule kind name/container`. */
export const containerFaults = (objects: readonly KubernetesObject[]): readonly string[] =>
  objects.flatMap((object) => {
    const pod = podOf(object)?.spec;
    if (pod === undefined) return [];
    return [...(pod.initContainers ?? []), ...pod.containers].flatMap((container) =>
      Object.entries(containerRules)
        .filter(([, isKept]) => !isKept(container, pod, object.kind))
        .map(([rule]) => `${rule} ${object.kind} ${object.metadata.name}/${container.name}`),
    );
  });

const covers = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Faults between the objects, as `rule name`. */
export function objectFaults(objects: readonly KubernetesObject[]): readonly string[] {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const isBudgeted = (labels: Labels) =>
    ofKind('PodDisruptionBudget').some(({ spec }) =>
      covers(spec?.selector?.matchLabels ?? { none: 'none' }, labels),
    );
  const deployments = ofKind('Deployment').map(({ metadata, spec }) => ({
    name: metadata.name,
    replicas: spec?.replicas ?? 1,
    labels: spec?.template?.metadata?.labels ?? {},
  }));
  const deniesAll = ofKind('NetworkPolicy').some(
    ({ spec }) =>
      Object.keys(spec?.podSelector ?? {}).length === 0 &&
      spec?.policyTypes?.includes('Ingress') === true &&
      spec.policyTypes.includes('Egress') &&
      !('ingress' in spec) &&
      !('egress' in spec),
  );
  const filled = [...ofKind('Secret'), ...ofKind('ConfigMap')].flatMap(
    ({ kind, metadata, data = {}, stringData = {} }) =>
      Object.entries({ ...data, ...stringData })
        .filter(([name, value]) => (kind === 'Secret' ? value !== '' : isSecret(name, value)))
        .map(([name]) => `no-secret-value ${metadata.name}/${name}`),
  );
  return [
    ...deployments.filter(({ replicas }) => replicas < 2).map(({ name }) => `replicas ${name}`),
    ...deployments
      .filter(({ labels }) => !isBudgeted(labels))
      .map(({ name }) => `disruption-budget ${name}`),
    ...(deniesAll ? [] : ['default-deny NetworkPolicy']),
    ...filled,
  ];
}
