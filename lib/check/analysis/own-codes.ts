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
  'authority-without-port': {
    name: 'authority-without-port',
    level: 'warning',
    description: 'A match gives an authority without the port that clients send.',
  },
  'condition-never-true': {
    name: 'condition-never-true',
    level: 'warning',
    description: 'A condition of a match is one that no request meets.',
  },
  'connection-reuse': {
    name: 'connection-reuse',
    level: 'warning',
    description: 'A server’s certificate is good for hosts of another one, and reused connections get 404.',
  },
  'copy-of-removed-header': {
    name: 'copy-of-removed-header',
    level: 'warning',
    description: 'A header is copied from one that is removed before.',
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
  'credentials-for-any-origin': {
    name: 'credentials-for-any-origin',
    level: 'warning',
    description: 'A corsPolicy lets scripts of every site act with a visitor’s credentials.',
  },
  'delegate-outside-root': {
    name: 'delegate-outside-root',
    level: 'warning',
    description: 'A rule of a delegate matches nothing that its root does, and is left out.',
  },
  'destination-by-dialled-address': {
    name: 'destination-by-dialled-address',
    level: 'warning',
    description: 'A rule for one host leads to a headless service, and goes to the address dialled.',
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
  'empty-exact-match': {
    name: 'empty-exact-match',
    level: 'warning',
    description: 'A match asks for an empty value, not for an absent one.',
  },
  'empty-header-value': {
    name: 'empty-header-value',
    level: 'warning',
    description: 'A header is set to an empty value, which does nothing.',
  },
  'fault-without-percentage': {
    name: 'fault-without-percentage',
    level: 'warning',
    description: 'A fault has no percentage, and never happens.',
  },
  'filter-chain-collision': {
    name: 'filter-chain-collision',
    level: 'error',
    description: 'A host is both passed through and terminated on one port, and Envoy refuses the port.',
  },
  'grpc-abort-for-http': {
    name: 'grpc-abort-for-http',
    level: 'warning',
    description: 'Requests of plain HTTP are aborted by a gRPC status, which is a 200 to them.',
  },
  'header-at-two-levels': {
    name: 'header-at-two-levels',
    level: 'info',
    description: 'A rule and one of its destinations change the same header.',
  },
  'header-set-and-added': {
    name: 'header-set-and-added',
    level: 'warning',
    description: 'A header is set and added to at once, and has both values.',
  },
  'header-set-and-removed': {
    name: 'header-set-and-removed',
    level: 'warning',
    description: 'A header is set and removed at once, and is set.',
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
  'host-at-another-server': {
    name: 'host-at-another-server',
    level: 'warning',
    description: 'Connections for a host go to another TLS server of the port, where its rules don’t hold.',
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
  'no-default-rule': {
    name: 'no-default-rule',
    level: 'info',
    description: 'Rules pick some requests by header, and all others get 404.',
  },
  'origin-never-matches': {
    name: 'origin-never-matches',
    level: 'warning',
    description: 'A corsPolicy allows an origin as no browser writes it.',
  },
  'path-never-matches': {
    name: 'path-never-matches',
    level: 'error',
    description: 'A path match is written as no path is.',
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
    description: 'A redirect, or a direct response of 3xx, leads back to the same rule.',
  },
  'redirect-to-plain-port': {
    name: 'redirect-to-plain-port',
    level: 'warning',
    description: 'A redirect leads to https on the port of plain HTTP.',
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
  'rule-without-server': {
    name: 'rule-without-server',
    level: 'warning',
    description: 'A rule is for a protocol or port that no server of its gateways has.',
  },
  'second-catch-all': {
    name: 'second-catch-all',
    level: 'warning',
    description: 'Two VirtualServices of one gateway and host take all that is left.',
  },
  'service-port-in-peer-authentication': {
    name: 'service-port-in-peer-authentication',
    level: 'warning',
    description: 'A PeerAuthentication gives a port of the Service, not of the workload.',
  },
  'settings-lost-on-port': {
    name: 'settings-lost-on-port',
    level: 'info',
    description: 'Settings of a port replace those for all ports.',
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
  'subset-in-unused-rule': {
    name: 'subset-in-unused-rule',
    level: 'error',
    description: 'A subset is in a DestinationRule that the client’s namespace does not use, having one of its own.',
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
  'tls-within-tls': {
    name: 'tls-within-tls',
    level: 'warning',
    description: 'TLS is added on a port on which clients speak TLS.',
  },
  'token-not-required': {
    name: 'token-not-required',
    level: 'info',
    description: 'Tokens are checked, and requests without one pass.',
  },
  'try-longer-than-timeout': {
    name: 'try-longer-than-timeout',
    level: 'warning',
    description: 'A try may take as long as the whole request, and is never repeated.',
  },
  'unknown-backend': {
    name: 'unknown-backend',
    level: 'error',
    description: 'A route of the Gateway API names a Service or port that does not exist.',
  },
  'unknown-delegate': {
    name: 'unknown-delegate',
    level: 'error',
    description: 'A rule delegates to a VirtualService that is none, and is left out.',
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
  'unknown-route-host': {
    name: 'unknown-route-host',
    level: 'warning',
    description: 'A VirtualService for sidecars is for a host that nobody has.',
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
  'unknown-settings-port': {
    name: 'unknown-settings-port',
    level: 'warning',
    description: 'A DestinationRule has settings for a port that its host does not have.',
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
  'unused-delegate': {
    name: 'unused-delegate',
    level: 'info',
    description: 'A delegate is named by no rule, and has no effect.',
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
