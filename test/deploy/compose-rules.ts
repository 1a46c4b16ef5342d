import { isPinned, isSecret } from './kubernetes-rules';

/** What these specs read of a compose file; the schema checks the rest. */
export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly network_mode?: string;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly pids_limit?: number;
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: {
      readonly limits?: {
        readonly cpus?: string;
        readonly memory?: string;
        readonly pids?: number;
      };
    };
  };
}

/** What runs once and ends. */
const isTask = ({ profiles = [], restart }: Service): boolean =>
  profiles.length > 0 && restart === 'no';

const serviceRules: Readonly<Record<string, (service: Service, name: string) => boolean>> = {
  'non-root': ({ user = '' }) => /^[1-9]\d*:[1-9]\d*$/.test(user),
  'read-only': (service) => service.read_only === true,
  'no-capabilities': (service) =>
    service.cap_drop?.includes('ALL') === true && service.cap_add === undefined,
  'no-escalation': (service) =>
    service.privileged !== true &&
    service.security_opt?.includes('no-new-privileges:true') === true,
  limits: ({ deploy, pids_limit }) => {
    const { cpus, memory } = deploy?.resources?.limits ?? {};
    return cpus !== undefined && memory !== undefined && pids_limit !== undefined;
  },
  probes: (service) =>
    isTask(service)
      ? service.healthcheck?.disable === true
      : (service.healthcheck?.test?.length ?? 0) > 1,
  restart: (service) => isTask(service) || service.restart === 'unless-stopped',
  'pinned-image': ({ image }) => isPinned(image),
  'nothing-of-the-host': (service) =>
    service.network_mode === undefined &&
    (service.volumes ?? []).every((volume) =>
      /^(\.\/|\$\{STATE_FOLDER:-\.\/state\}\/)/.test(volume),
    ),
  'one-door': ({ ports = [] }, name) => ports.length === 0 || name === 'proxy',
  'no-secret-value': ({ environment = {} }) =>
    Object.entries(environment).every(([name, value]) => !isSecret(name, value)),
};

/** Faults of a compose file, as `rule service`. */
export function composeFaults({ services, networks, secrets }: Compose): readonly string[] {
  const used = new Set(Object.values(services).flatMap((service) => service.secrets ?? []));
  const stores = Object.entries(services).filter(([, service]) =>
    service.volumes?.some((volume) => volume.startsWith('${STATE_FOLDER')),
  );
  const isInternal = (network: string) => networks[network]?.internal === true;
  return [
    ...Object.entries(services).flatMap(([name, service]) =>
      Object.entries(serviceRules)
        .filter(([, isKept]) => !isKept(service, name))
        .map(([rule]) => `${rule} ${name}`),
    ),
    ...stores
      .filter(([, service]) => !(service.networks ?? ['default']).every(isInternal))
      .map(([name]) => `store-within ${name}`),
    ...['api', 'worker']
      .filter((name) => (services[name]?.deploy?.replicas ?? 1) < 2)
      .map((name) => `replicas ${name}`),
    ...[...used].filter((name) => !(name in secrets)).map((name) => `secret-unknown ${name}`),
    ...Object.keys(secrets)
      .filter((name) => !used.has(name))
      .map((name) => `secret-unused ${name}`),
    ...Object.entries(secrets)
      .filter(([, { file }]) => !/^\.\/secrets\/[\w./-]+$/.test(file))
      .map(([name]) => `secret-place ${name}`),
  ];
}
