import { LocalityLbSetting, renderLocalityLbSetting } from '../../networking/locality-load-balancing';
import { compact } from './compact';
import type { Place } from '../../render/place';
import { listOf, madeBy, oneOf, renderBoolean, renderString } from '../../render/values';
import { isKubernetesName } from '../namespace/names';
import { AccessLog } from './access-log';
import { ExtensionProvider } from './extension-provider';
import { renderOther } from './field-kinds';
import { type LabelSelector, renderLabelSelector } from './label-selector';
import { MESH_CONFIG_FIELDS } from './mesh-config-fields';
import { type ProxyConfig, renderProxyConfig } from './proxy-config';

/**
 * What a sidecar does with requests to hosts that the mesh does not know. The API's `ALLOW_ANY_DYNAMIC_DNS` is left out: istiod
 * 1.30.3 does nothing with it.
 */
export enum OutboundTrafficMode {
  /** Passes them on to where they go. */
  ALLOW_ANY = 'ALLOW_ANY',
  /** Refuses them: HTTP with 502, anything else by closing the connection. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
}

/** Providers that are used where no Telemetry resource says otherwise, by their names. */
export interface DefaultProviders {
  /** Where traces go. @default - nowhere */
  readonly tracing?: string[];
  /** Who reads metrics. @default ['prometheus'] */
  readonly metrics?: string[];
  /** Where access logs go. @default - none, but for `accessLog` */
  readonly accessLogging?: string[];
}

/** What holds for the whole mesh. Whatever is left out stays as Istio and the profile have it. */
export interface MeshConfig {
  /** A line for each request. @default - none; demo writes text to stdout */
  readonly accessLog?: AccessLog;
  /** What happens to requests to unknown hosts. @default OutboundTrafficMode.ALLOW_ANY */
  readonly outboundTrafficPolicy?: OutboundTrafficMode;
  /** Whether proxies use mutual TLS among themselves where no DestinationRule says otherwise. @default true */
  readonly enableAutoMtls?: boolean;
  /** Root of the identities: labels of lower-case letters, digits and dashes, with dots between them. @default 'cluster.local' */
  readonly trustDomain?: string;
  /** Trust domains whose identities count as of this one, e.g. the one before a change. @default - none */
  readonly trustDomainAliases?: string[];
  /** How the place of endpoints counts where no DestinationRule says otherwise. @default - the nearest first */
  readonly localityLbSetting?: LocalityLbSetting;
  /** How proxies run where no ProxyConfig or annotation says otherwise. @default - Istio's own */
  readonly defaultConfig?: ProxyConfig;
  /** Whether proxies trace at all. @default false; but Telemetry and `defaultProviders.tracing` switch it on, too */
  readonly enableTracing?: boolean;
  /** What proxies can send to. In the profile demo they replace that profile's own four, for Helm replaces lists. @default - none */
  readonly extensionProviders?: ExtensionProvider[];
  /** Which of them are used by default. Refused: names of none. @default - metrics for Prometheus */
  readonly defaultProviders?: DefaultProviders;
  /**
   * Namespaces that istiod looks at: those that fit any of these. The control plane's own and the gateways' must be among
   * them, or what lies there is not known to the mesh.
   *
   * @default - all
   */
  readonly discoverySelectors?: LabelSelector[];
  /**
   * Any other field of `MeshConfig`, under Istio's name. Refused: what is not such a field, is deprecated or has not its form,
   * and what is given by a prop already.
   *
   * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
   * @default - none
   */
  readonly other?: { [field: string]: unknown };
}

/** Providers that are there without being named: istiod's own (`DefaultMeshConfig` in pkg/config/mesh of istio 1.30.3). */
const BUILT_IN = ['prometheus', 'stackdriver', 'envoy'];

const renderMode = oneOf(Object.values(OutboundTrafficMode));
const renderAccessLog = madeBy<object>('AccessLog', 'json()');
const renderProvider = madeBy<{ name: string }>('ExtensionProvider', 'openTelemetry("otel", { service, port: 4317 })');

/**
 * @param profileProviders providers that the profile brings
 * @internal
 */
export function renderMeshConfig(config: MeshConfig, place: Place, profileProviders: string[]): object {
  const { other = {}, ...props } = place.struct(config, 'MeshConfig');
  const { accessLog, outboundTrafficPolicy, enableAutoMtls, trustDomain, trustDomainAliases, localityLbSetting, ...more } = props;
  const { defaultConfig, enableTracing, extensionProviders, defaultProviders, discoverySelectors, ...rest } = more;
  place.refuseUnknown(rest, 'MeshConfig');
  const providers = place.field('extensionProviders', extensionProviders, renderProviders);
  const names = [...BUILT_IN, ...(providers?.map(({ name }) => name) ?? profileProviders)];
  return compact({
    ...place.field('accessLog', accessLog, renderAccessLog),
    outboundTrafficPolicy: place.field('outboundTrafficPolicy', outboundTrafficPolicy, (mode, at) => ({ mode: renderMode(mode, at) })),
    enableAutoMtls: place.field('enableAutoMtls', enableAutoMtls, renderBoolean),
    trustDomain: place.field('trustDomain', trustDomain, renderTrustDomain),
    trustDomainAliases: place.field('trustDomainAliases', trustDomainAliases, listOf(renderTrustDomain)),
    localityLbSetting: place.field('localityLbSetting', localityLbSetting, renderLocalityLbSetting),
    defaultConfig: place.field('defaultConfig', defaultConfig, renderProxyConfig),
    enableTracing: place.field('enableTracing', enableTracing, renderBoolean),
    extensionProviders: providers,
    defaultProviders: place.field('defaultProviders', defaultProviders, (value, at) => renderDefaults(value, at, names)),
    discoverySelectors: place.field('discoverySelectors', discoverySelectors, listOf(renderLabelSelector)),
    ...renderOther(other, place.at('other'), 'MeshConfig', MESH_CONFIG_FIELDS, given(config)),
  });
}

/** Fields of Istio's that props give. */
function given(config: MeshConfig): string[] {
  const fields = Object.keys(config).filter((prop) => (config as { [prop: string]: unknown })[prop] !== undefined);
  return fields.flatMap((prop) => (prop === 'accessLog' ? ['accessLogFile', 'accessLogEncoding', 'accessLogFormat'] : [prop]));
}

/** `ValidateTrustDomain` in pkg/config/validation/agent of istio 1.30.3; one dot at the end is the mark of an absolute name. */
function renderTrustDomain(domain: string, place: Place): string {
  const labels = renderString(domain, place).split('.');
  if (labels.length > 1 && labels.at(-1) === '') labels.pop();
  if (!labels.every(isKubernetesName)) place.fail(domain, 'is not a trust domain', 'use lower-case letters, digits, "-" and "."');
  return domain;
}

/** `validateExtensionProvider` there: each name once. */
function renderProviders(providers: ExtensionProvider[], place: Place): { name: string }[] {
  const rendered = listOf(renderProvider)(providers, place);
  const seen = new Set<string>();
  rendered.forEach(({ name }, index) => {
    // Istio looks them up without regard to case (`fetchProvider` in pilot/pkg/model/telemetry.go).
    if (seen.has(name.toLowerCase())) place.at(index).at('name').fail(name, 'names a provider before it', 'give each a name of its own');
    seen.add(name.toLowerCase());
  });
  return rendered;
}

function renderDefaults(defaults: DefaultProviders, place: Place, names: string[]): object {
  const { tracing, metrics, accessLogging, ...rest } = place.struct(defaults, 'DefaultProviders');
  place.refuseUnknown(rest, 'DefaultProviders');
  const known = names.map((name) => name.toLowerCase());
  const renderName = (name: string, at: Place): string => {
    if (!known.includes(renderString(name, at).toLowerCase()))
      at.fail(
        name,
        'is not a provider of this mesh, so Istio would pass over it',
        `add it to extensionProviders, or use one of ${names.join(', ')}`,
      );
    return name;
  };
  return {
    tracing: place.field('tracing', tracing, listOf(renderName)),
    metrics: place.field('metrics', metrics, listOf(renderName)),
    accessLogging: place.field('accessLogging', accessLogging, listOf(renderName)),
  };
}
