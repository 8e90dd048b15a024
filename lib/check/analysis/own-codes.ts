import type { CodeInfo } from './code-info';

/** Codes of ours, each with evidence on its page. Errors are what surely breaks traffic by the set alone. */
export const OWN_CODES = {
  'allow-policy-without-rules': {
    name: 'allow-policy-without-rules',
    level: 'info',
    description: 'A policy that allows has no rules, and so denies everything.',
  },
  'anchored-regex': {
    name: 'anchored-regex',
    level: 'warning',
    description: 'A regular expression looks as if it searched, but must fit the whole value.',
  },
  'competing-peer-authentication': {
    name: 'competing-peer-authentication',
    level: 'warning',
    description: 'Two PeerAuthentications are for the same namespace or workload, and one counts.',
  },
  'cors-without-effect': {
    name: 'cors-without-effect',
    level: 'warning',
    description: 'A corsPolicy stands on a rule that does not apply it.',
  },
  'cors-without-preflight': {
    name: 'cors-without-preflight',
    level: 'warning',
    description: 'A rule with a corsPolicy does not match the browser’s first request.',
  },
  'destination-under-wildcard': {
    name: 'destination-under-wildcard',
    level: 'error',
    description: 'A destination is only covered by a wildcard ServiceEntry, and answers 503.',
  },
  'duplicate-listener': {
    name: 'duplicate-listener',
    level: 'error',
    description: 'Listeners of a Gateway share a name, or port, protocol and hostname.',
  },
  'duplicate-service-entry': {
    name: 'duplicate-service-entry',
    level: 'warning',
    description: 'ServiceEntries of one namespace give the same host and port.',
  },
  'duplicate-subset': {
    name: 'duplicate-subset',
    level: 'warning',
    description: 'DestinationRules of one host have a subset of the same name.',
  },
  'dynamic-dns-outlier-detection': {
    name: 'dynamic-dns-outlier-detection',
    level: 'error',
    description: 'Outlier detection for a wildcard by DYNAMIC_DNS makes istiod crash.',
  },
  'empty-header-value': {
    name: 'empty-header-value',
    level: 'warning',
    description: 'A header is set to an empty value, which does nothing.',
  },
  'filter-chain-collision': {
    name: 'filter-chain-collision',
    level: 'error',
    description: 'A host is both passed through and terminated on one port, and Envoy refuses the port.',
  },
  'hidden-by-sidecar': {
    name: 'hidden-by-sidecar',
    level: 'warning',
    description: 'A VirtualService is for sidecars whose Sidecar does not import its host.',
  },
  'hidden-destination': {
    name: 'hidden-destination',
    level: 'error',
    description: 'A subset is in a DestinationRule that is not exported to where it is used.',
  },
  'host-outside-gateway': {
    name: 'host-outside-gateway',
    level: 'warning',
    description: 'A host of a VirtualService is served by none of its Gateways.',
  },
  'host-with-one-dot': {
    name: 'host-with-one-dot',
    level: 'warning',
    description: 'A host is written name.namespace, which is not the service.',
  },
  'http-condition-on-tcp': {
    name: 'http-condition-on-tcp',
    level: 'warning',
    description: 'A policy has conditions of HTTP for workloads that take TCP.',
  },
  'ignored-by-waypoint': {
    name: 'ignored-by-waypoint',
    level: 'warning',
    description: 'A rule is in a namespace that the waypoint of its service does not read.',
  },
  'ignored-condition': { name: 'ignored-condition', level: 'warning', description: 'A condition of a match has no effect beside another.' },
  'ignored-traffic-policy': {
    name: 'ignored-traffic-policy',
    level: 'warning',
    description: 'The trafficPolicy of a later DestinationRule of one host is not used.',
  },
  'layer-7-in-ztunnel': {
    name: 'layer-7-in-ztunnel',
    level: 'error',
    description: 'A policy that ztunnel enforces has conditions of HTTP, which it can not read.',
  },
  'layer-7-without-waypoint': {
    name: 'layer-7-without-waypoint',
    level: 'warning',
    description: 'A rule or policy is for a service in ambient mode that uses no waypoint.',
  },
  'listener-refuses-route': {
    name: 'listener-refuses-route',
    level: 'error',
    description: 'A route of the Gateway API is in a namespace that no listener of its Gateway takes routes from.',
  },
  'lone-weight': {
    name: 'lone-weight',
    level: 'warning',
    description: 'The only destination of a rule has a weight, which counts as all.',
  },
  'needs-mutual-tls': { name: 'needs-mutual-tls', level: 'warning', description: 'A policy asks for identities where mutual TLS is off.' },
  'outbound-policy-without-mode': {
    name: 'outbound-policy-without-mode',
    level: 'warning',
    description: 'A Sidecar has an outboundTrafficPolicy without mode, which is REGISTRY_ONLY.',
  },
  'prefix-takes-neighbours': {
    name: 'prefix-takes-neighbours',
    level: 'info',
    description: 'A path prefix ends within a segment, and takes longer names too.',
  },
  'query-in-path-match': {
    name: 'query-in-path-match',
    level: 'error',
    description: 'A path match has a question mark, and never matches.',
  },
  'query-in-rewrite': { name: 'query-in-rewrite', level: 'warning', description: 'A rewrite has a query, which is glued to the path.' },
  'redirect-code-refused': {
    name: 'redirect-code-refused',
    level: 'error',
    description: 'A redirect has a code that Envoy refuses, with all routes of the port.',
  },
  'redirect-to-itself': {
    name: 'redirect-to-itself',
    level: 'warning',
    description: 'A direct response of 3xx leads back to the same URL.',
  },
  'redirect-with-two-ports': { name: 'redirect-with-two-ports', level: 'warning', description: 'A redirect gives the port twice.' },
  'reference-not-granted': {
    name: 'reference-not-granted',
    level: 'error',
    description: 'A reference of the Gateway API to another namespace has no ReferenceGrant.',
  },
  'repeated-destination': { name: 'repeated-destination', level: 'warning', description: 'A rule names one destination twice.' },
  'retried-writes': {
    name: 'retried-writes',
    level: 'warning',
    description: 'Requests that write are sent again after the service may have done them.',
  },
  'rewrite-double-slash': { name: 'rewrite-double-slash', level: 'warning', description: 'A rewrite leaves two slashes in the path.' },
  'rewrite-glued-path': {
    name: 'rewrite-glued-path',
    level: 'warning',
    description: 'A rewrite leaves out the slash between its text and the rest of the path.',
  },
  'root-peer-authentication-with-selector': {
    name: 'root-peer-authentication-with-selector',
    level: 'warning',
    description: 'A PeerAuthentication of the root namespace has a selector, and so has no effect.',
  },
  'root-sidecar-with-selector': {
    name: 'root-sidecar-with-selector',
    level: 'warning',
    description: 'A Sidecar of the root namespace has a selector, and so is no default of the mesh.',
  },
  'rule-without-port': {
    name: 'rule-without-port',
    level: 'warning',
    description: 'A rule is for a protocol or port that its service does not have.',
  },
  'selector-in-ambient': {
    name: 'selector-in-ambient',
    level: 'warning',
    description: 'A setting for proxies selects workloads in ambient mode, which have none.',
  },
  'selects-nothing': {
    name: 'selects-nothing',
    level: 'warning',
    description: 'A setting is for workloads with labels that none of its namespace has.',
  },
  'sidecar-in-ambient': {
    name: 'sidecar-in-ambient',
    level: 'warning',
    description: 'A workload is labelled for ambient mode and has a sidecar.',
  },
  'subset-without-labels': {
    name: 'subset-without-labels',
    level: 'info',
    description: 'A subset has no labels, and so is the whole service.',
  },
  'subset-without-workloads': {
    name: 'subset-without-workloads',
    level: 'error',
    description: 'No workload of the service has the labels of a subset that is routed to.',
  },
  'tls-conflicts-with-peer-authentication': {
    name: 'tls-conflicts-with-peer-authentication',
    level: 'error',
    description: 'Clients are told another TLS than the workloads take.',
  },
  'tls-server-dropped': {
    name: 'tls-server-dropped',
    level: 'error',
    description: 'A TLS server shares a host with an earlier one, and is dropped with all its hosts.',
  },
  'unknown-backend': {
    name: 'unknown-backend',
    level: 'error',
    description: 'A route of the Gateway API names a Service or port that does not exist.',
  },
  'unknown-egress-host': { name: 'unknown-egress-host', level: 'warning', description: 'A Sidecar imports a host that nobody has.' },
  'unknown-export-namespace': {
    name: 'unknown-export-namespace',
    level: 'warning',
    description: 'exportTo names a namespace that does not exist.',
  },
  'unknown-header-command': {
    name: 'unknown-header-command',
    level: 'error',
    description: 'A header value has a %COMMAND% that Envoy refuses, with all routes of the port.',
  },
  'unknown-method': { name: 'unknown-method', level: 'warning', description: 'A policy names a method that no request has.' },
  'unknown-parent': {
    name: 'unknown-parent',
    level: 'error',
    description: 'A route of the Gateway API names a Gateway or listener that does not exist.',
  },
  'unknown-service-account': {
    name: 'unknown-service-account',
    level: 'warning',
    description: 'A policy or WorkloadGroup names a ServiceAccount that does not exist.',
  },
  'unknown-target': {
    name: 'unknown-target',
    level: 'warning',
    description: 'A policy names a Service or Gateway that its namespace does not have.',
  },
  'unknown-target-port': {
    name: 'unknown-target-port',
    level: 'warning',
    description: 'A Service leads to a port by a name that its Pods do not have.',
  },
  'unknown-waypoint': {
    name: 'unknown-waypoint',
    level: 'warning',
    description: 'A label names a waypoint that does not exist.',
  },
  'unreachable-rule': {
    name: 'unreachable-rule',
    level: 'warning',
    description: 'A rule can never match, because an earlier one takes all of its requests.',
  },
  'unused-suppression': { name: 'unused-suppression', level: 'info', description: 'A suppression of findings has nothing to suppress.' },
  'url-as-redirect-path': { name: 'url-as-redirect-path', level: 'warning', description: 'A redirect has a URL as its path.' },
  'waypoint-refuses': {
    name: 'waypoint-refuses',
    level: 'warning',
    description: 'A label names a waypoint that does not take its namespace or its traffic.',
  },
  'weight-left-out': {
    name: 'weight-left-out',
    level: 'warning',
    description: 'Among several destinations one has no weight, and gets no request.',
  },
} as const satisfies Record<string, CodeInfo>;
