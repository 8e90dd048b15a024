import { AdmissionProblem } from '../lib/check/admission';
import { at, DestinationRuleSpec, GatewaySpec, keyOf, Kind, listOf, Model, objectsIn, POD_TEMPLATES, ServiceSpec } from '../lib/model';
import { Decision, RouteRequest } from '../lib/route';

/** A difference that is no fault of this engine, and how to know one. */
export interface Explained {
  readonly name: string;
  readonly why: string;
  readonly applies: (model: Model, request: RouteRequest, want: Readonly<Record<string, unknown>>, got: Decision) => boolean;
}

/** Each stands for one cause, seen in the code of whoever is to blame. */
export const EXPLAINED: readonly Explained[] = [
  {
    name: 'sniffed headless service with several Pods',
    why:
      'Each Pod has a listener, and all of them name one route configuration, `host:port`. The test bed asks istiod for it once ' +
      'a listener (ExtractRoutesFromListeners, istio 1.30.3 pilot/test/xdstest/extract.go), and from the second time on istiod ' +
      'answers with no virtual hosts: getVirtualHostsForSniffedServicePort (pilot/pkg/networking/core/httproute.go) has made the ' +
      'domain `*` of the ones in its cache. An Envoy subscribes to each name once, and so gets the routes.',
    applies: (model, request, want, got) => {
      if (!('workload' in request.from) || want.outcome !== 'notFound' || !got.routeConfig?.includes(':')) return false;
      const [service] = model.servicesOf(got.routeConfig.slice(0, got.routeConfig.lastIndexOf(':')));
      const port = service?.ports.find((each) => each.port === request.port);
      return !!service && !!port && service.resolution === 'Passthrough' && model.endpointsOf(service, port).length > 1;
    },
  },
];

/** A verdict of the webhook from which that of the admission layer differs, and why. */
export interface ExplainedAdmission {
  readonly name: string;
  readonly why: string;
  /** `errors` are what the webhook said, as far as the corpus knows. */
  readonly applies: (errors: readonly string[], problems: readonly AdmissionProblem[]) => boolean;
}

/** Each stands for one cause, seen in the webhook's code. */
export const EXPLAINED_ADMISSION: readonly ExplainedAdmission[] = [
  {
    name: 'classes of characters that RE2 does not know',
    why:
      'istiod compiles patterns with Go 1.25, which since that release takes names such as \\p{Letter} and \\p{greek}. Envoy compiles them ' +
      'with RE2 in C++, which knows \\pL and \\p{Greek} only, and refuses the whole configuration. So they are reported here.',
    applies: (errors, problems) => {
      const own = problems.filter(({ level }) => level === 'error');
      return errors.length === 0 && own.length > 0 && own.every(({ message }) => /invalid character class range: `\\[pP]\{/.test(message));
    },
  },
  {
    name: 'localities that overlap',
    why:
      'istiod takes the localities of a distribution in the order of a Go map, which is by chance, and sees an overlap only where the wider ' +
      'one comes first (validateLocalities, istio 1.30.3 pkg/config/validation/agent/validation.go). Here it is always reported.',
    applies: (errors, problems) => {
      const own = problems.filter(({ level }) => level === 'error');
      return errors.length === 0 && own.length > 0 && own.every(({ field }) => field.includes('distribute') && field.includes('to'));
    },
  },
];

/** A finding of Istio's analyzers that this project means not to have. */
export interface ExplainedFinding {
  readonly name: string;
  readonly why: string;
  /** Of a missing finding, by code and object. */
  readonly applies: (model: Model, code: string, object: string) => boolean;
}

/** What the charts of Istio label the ingress gateway with. */
const DEFAULT_GATEWAY: Readonly<Record<string, string>> = { istio: 'ingressgateway', app: 'istio-ingressgateway' };

export const EXPLAINED_FINDINGS: readonly ExplainedFinding[] = [
  {
    name: 'default ingress gateway',
    why:
      'Of a set without any gateway, the ingress gateway that Istio installs is taken to be there, as the istioctl command takes it ' +
      '(AddDefaultResources, istio 1.30.3 pkg/config/analysis/local/istiod_analyze.go); the corpus runs the analyzers without it.',
    applies: (model, code, object) => {
      const gateway = model.ofKind(Kind.GATEWAY).find((each) => object === `Gateway ${keyOf(each)}`);
      const selector = Object.entries((gateway?.spec as GatewaySpec | undefined)?.selector ?? {});
      const isDefault = ([name, value]: readonly [string, unknown]): boolean => DEFAULT_GATEWAY[name] === value;
      return code === 'IST0101' && selector.length > 0 && selector.every(isDefault);
    },
  },
  {
    name: 'Gateway without servers',
    why:
      'Istio looks for the selector of a Gateway among those of all Gateways by their servers, and says of one that has none that no Pod is ' +
      'selected, whether or not one is (ConflictingGatewayAnalyzer, istio 1.30.3 pkg/config/analysis/analyzers/gateway/conflictinggateway.go). ' +
      'Its webhook refuses such a Gateway, which is reported.',
    applies: (model, code, object) => {
      const gateway = model.ofKind(Kind.GATEWAY).find((each) => object === `Gateway ${keyOf(each)}`);
      return code === 'IST0101' && gateway !== undefined && listOf((gateway.spec as GatewaySpec).servers).length === 0;
    },
  },
  {
    name: 'protocol of a Service that is not written',
    why:
      'Istio counts a port of a Service that leads to a gateway only where the protocol is TCP (IngressGatewayPortAnalyzer, istio 1.30.3 ' +
      'pkg/config/analysis/analyzers/gateway/gateway.go). A manifest may leave it out, and the API server then writes TCP.',
    applies: (model, code) =>
      code === 'IST0162' &&
      model.ofKind<ServiceSpec>(Kind.SERVICE).some(({ spec }) => objectsIn(spec.ports).some(({ protocol }) => !protocol)),
  },
  {
    name: 'proxy image of derived Pods',
    why: 'The corpus gives derived Pods the image of 1.30.3, whatever the injector in the set says. New Pods get what the injector gives.',
    // A Pod that stands in the set itself has the image that it says.
    applies: (model, code, object) =>
      code === 'IST0158' && model.ofKind(Kind.POD).every(({ namespace }) => object !== `Namespace ${namespace}`),
  },
  {
    name: 'CA in a ConfigMap',
    why:
      'A credentialName that begins with configmap:// brings a CA to every proxy, with or without workloadSelector ' +
      '(buildUpstreamClusterTLSContext, istio 1.30.3 pilot/pkg/networking/core/cluster_tls.go). The analyzer does not look at what it names.',
    applies: (model, code, object) => {
      const rule = model.ofKind<DestinationRuleSpec>(Kind.DESTINATION_RULE).find((each) => object === `DestinationRule ${keyOf(each)}`);
      return (code === 'IST0128' || code === 'IST0129') && JSON.stringify(rule?.spec ?? null).includes('"configmap://');
    },
  },
  {
    name: "user 1337 of a gateway's Pods",
    why:
      "Pods of nothing but the proxy, as gateways are, are to run as the user of the proxy: so does Istio's own " +
      '(istio 1.30.3 manifests/charts/gateways/istio-ingress/templates/deployment.yaml). The analyzer passes over the container alone, not over the Pod.',
    applies: (model, code, object) =>
      code === 'IST0144' &&
      [...POD_TEMPLATES].some(([kind, path]) =>
        model.ofKind(kind).some((each) => {
          const containers = listOf(at(each.manifest, ...path, 'spec', 'containers') as { name?: unknown }[]);
          return object.endsWith(` ${keyOf(each)}`) && containers.every(({ name }) => name === 'istio-proxy');
        }),
      ),
  },
  {
    name: 'policy for all of a namespace with a Gateway of the Gateway API',
    why: 'Istio makes the Pods of such a Gateway, so that the policy holds for them once it is applied. The corpus derives no Pods of it.',
    applies: (model, code, object) => {
      const policy = model.ofKind(Kind.AUTHORIZATION_POLICY).find((each) => object === `AuthorizationPolicy ${keyOf(each)}`);
      const isThere = model.ofKind(Kind.K8S_GATEWAY).some(({ namespace }) => namespace === policy?.namespace);
      return code === 'IST0127' && isThere && !at(policy?.spec, 'selector');
    },
  },
];
