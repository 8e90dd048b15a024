import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { checkMetadata } from '../../render/metadata';
import { Place } from '../../render/place';
import { oneOf } from '../../render/values';
import { WorkloadMode } from '../workload';
import { renderRequestHeaders, renderTarget } from './render-request';
import { OUTSIDE_LABELS, TrafficOrigin } from './traffic-origin';

/** What is asked, how often, and from where. */
export interface TrafficGeneratorProps {
  /** Name, namespace, labels and annotations of the Deployment and its ServiceAccount. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The URL to GET, e.g. `http://istio-ingressgateway.istio-system/productpage`; http or https, without credentials
   * and fragment. Short names are of the generator's namespace.
   */
  readonly target: string;
  /** Requests per second: more than 0, up to 1,000. @default 1 */
  readonly rate?: number;
  /** Headers of each request: name to value, e.g. `{ 'end-user': 'jason' }`; `Host` sets the authority. @default - none */
  readonly headers?: { [name: string]: string };
  /** Inside the mesh or outside. @default TrafficOrigin.OUTSIDE */
  readonly origin?: TrafficOrigin;
}

const IMAGE = 'docker.io/fortio/fortio:1.75.3';
const MAX_RATE = 1_000;
const MAX_LABEL = 63;

/** A connection waits for its answer: with 10 requests a second each may take 100 ms before the rate falls. */
const RATE_OF_CONNECTION = 10;

/** Not istio-proxy's 1337, whose traffic sidecars let pass (pkg/config/constants of istio 1.30.3). */
const USER = 65532;

const renderOrigin = oneOf(Object.values(TrafficOrigin));

/**
 * Requests in a steady stream, in place of `watch curl`: a Deployment of fortio 1.75.3, the client of Istio's own
 * samples, which stops only with its Pod. Its Pod meets the Pod security level `restricted` (a sidecar's init
 * container does not, unless the mesh has Istio's CNI plugin), and has an identity of its own for policies to name.
 *
 * `InvalidConfigError` is thrown for a rate out of bounds, and for a target or header that no client can send.
 *
 * @see https://github.com/fortio/fortio
 */
export class TrafficGenerator extends Construct {
  public constructor(scope: Construct, id: string, props: TrafficGeneratorProps) {
    super(scope, id);
    const place = Place.of(this);
    const {
      metadata,
      target,
      rate = 1,
      headers = {},
      origin = TrafficOrigin.OUTSIDE,
      ...rest
    } = place.struct(props, 'TrafficGeneratorProps');
    place.refuseUnknown(rest, 'TrafficGeneratorProps');
    if (typeof rate !== 'number' || !(rate > 0 && rate <= MAX_RATE))
      place.at('rate').fail(rate, 'is out of range', `give a number of requests per second above 0 and up to ${MAX_RATE}`);
    const url = renderTarget(target, place.at('target'));
    const args = fortio(url, rate, renderRequestHeaders(headers, place.at('headers')));
    const from = renderOrigin(origin, place.at('origin'));
    const labels = from === TrafficOrigin.OUTSIDE ? OUTSIDE_LABELS : {};

    const account = new ApiObject(this, 'Default', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    checkMetadata(account, metadata);
    // Both have one name, by default that of this construct's place: cdk8s leaves "Default" out of it.
    const { name } = account;
    if (name.length > MAX_LABEL)
      place
        .at('metadata')
        .at('name')
        .fail(name, `is longer than the ${MAX_LABEL} characters of the label that Pods get from it`, 'shorten it');
    const deployment = new ApiObject(this, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        // Two at once would send twice as much.
        strategy: { type: 'Recreate' },
        template: { metadata: { labels: { ...labels, app: name } }, spec: podSpec(name, args) },
      },
    });
    checkMetadata(deployment, metadata);
    this.node.defaultChild = deployment;
    if (from === TrafficOrigin.SIDECAR) WorkloadMode.sidecar().applyToObject(deployment);
    if (from === TrafficOrigin.AMBIENT) WorkloadMode.ambient().applyToObject(deployment);
  }
}

/** Starts also when the target is not there yet; skips what it could not send in time rather than catching up. */
function fortio(url: string, rate: number, headers: string[]): string[] {
  const connections = Math.ceil(rate / RATE_OF_CONNECTION);
  const flags = ['-t', '0', '-qps', String(rate), '-c', String(connections), '-uniform', '-nocatchup', '-allow-initial-errors'];
  // Kubernetes replaces $(NAME) in arguments, and reads $$ as $ (third_party/forked/golang/expansion of Kubernetes 1.35).
  return ['load', ...flags, ...headers.flatMap((header) => ['-H', header]), url].map((text) => text.replaceAll('$', '$$$$'));
}

function podSpec(account: string, args: string[]): object {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, runAsUser: USER, runAsGroup: USER, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'fortio',
        image: IMAGE,
        imagePullPolicy: 'IfNotPresent',
        args,
        // 1,000 requests a second of 20 ms took 0.16 CPUs and 28 MB.
        resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
      },
    ],
  };
}
