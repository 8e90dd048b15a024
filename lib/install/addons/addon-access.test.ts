import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { Gateway, GatewayRef, InvalidConfigError, Server, ServerCredential, type ServerProps, ServerTlsSettings, ServiceRef } from '../..';
import { type Decision, Mesh } from '../../mesh';
import { Addon, AddonAccess, type AddonAccessProps, AddonCallers } from '.';

const CERTIFICATE = ServerCredential.secret('telemetry-cert');
const OFFICE = AddonCallers.fromAddresses(['203.0.113.0/24', '2001:db8::/32']);
const HOST = 'grafana.example.com';

const https = (hosts: string[], tls = ServerTlsSettings.simple(CERTIFICATE), number = 8443): Server =>
  Server.https({ port: { number, name: `https-${number}` }, hosts, tls });
const http = (hosts: string[], props: Partial<ServerProps> & { httpsRedirect?: boolean } = {}): Server =>
  Server.http({ port: { number: 8080 }, hosts, ...props });

function chartWith(servers: Server[], props: Partial<AddonAccessProps> = {}, namespace?: string): Chart {
  const chart = new Chart(new App(), 'app', { namespace });
  const gateway = new Gateway(chart, 'gateway', { metadata: { name: 'telemetry' }, selector: { istio: 'ingressgateway' }, servers });
  new AddonAccess(chart, 'grafana', { addon: Addon.grafana(), hosts: [HOST], gateway, callers: OFFICE, ...props });
  return chart;
}

const problems = (servers: Server[], props?: Partial<AddonAccessProps>, namespace?: string): string[] => {
  const { node } = chartWith(servers, props, namespace);
  return node.findAll().flatMap((construct) => construct.node.validate());
};

const synth = (props?: Partial<AddonAccessProps>): Record<string, any>[] =>
  Testing.synth(chartWith([https([HOST])], props, 'observability'));

test('exposes an addon at the hosts of the gateway, after the policy that turns the others away', () => {
  const [, policy, routes] = synth();
  expect(policy).toMatchObject({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { namespace: 'istio-system' },
    spec: {
      selector: { matchLabels: { istio: 'ingressgateway' } },
      action: 'DENY',
      rules: [
        {
          from: [{ source: { notRemoteIpBlocks: ['203.0.113.0/24', '2001:db8::/32'] } }],
          to: [{ operation: { hosts: ['grafana.example.com', 'grafana.example.com:*'] } }],
        },
      ],
    },
  });
  expect(routes).toMatchObject({
    kind: 'VirtualService',
    metadata: { namespace: 'observability' },
    spec: {
      hosts: ['grafana.example.com'],
      gateways: ['telemetry'],
      http: [{ route: [{ destination: { host: 'grafana.istio-system.svc.cluster.local', port: { number: 3000 } } }] }],
    },
  });
});

test('knows the services of the samples, and takes others', () => {
  const destination = (addon: Addon): unknown => synth({ addon })[2]!.spec.http[0].route[0].destination;
  expect(destination(Addon.kiali())).toEqual({ host: 'kiali.istio-system.svc.cluster.local', port: { number: 20001 } });
  expect(destination(Addon.prometheus())).toEqual({ host: 'prometheus.istio-system.svc.cluster.local', port: { number: 9090 } });
  expect(destination(Addon.tracing())).toEqual({ host: 'tracing.istio-system.svc.cluster.local', port: { number: 80 } });
  const chart = ServiceRef.of({ name: 'kps-grafana', namespace: 'observability', ports: [{ port: 80 }] });
  expect(destination(Addon.grafana(chart))).toEqual({ host: 'kps-grafana', port: { number: 80 } });
  expect(() => synth({ addon: Addon.grafana(ServiceRef.of({ name: 'grafana' })) })).toThrow(
    'has no port; give the one that serves the pages, first',
  );
});

test.each([null, 7, 'grafana', {}, { ports: 3000 }, { name: 'grafana', ports: [null] }])('refuses %p for a service', (service) => {
  expect(() => synth({ addon: Addon.grafana(service as never) })).toThrow('app/grafana: addon: ');
});

test.each([
  [
    AddonCallers.withToken(['https://login.example.com/*']),
    'DENY',
    { rules: [{ from: [{ source: { notRequestPrincipals: ['https://login.example.com/*'] } }] }] },
  ],
  [AddonCallers.askProvider('oauth2-proxy'), 'CUSTOM', { provider: { name: 'oauth2-proxy' } }],
])('asks for a token, or an authorizer', (callers, action, spec) => {
  const [, policy] = synth({ callers });
  expect(policy!.spec).toMatchObject({ action, ...spec });
  expect(policy!.spec.rules[0].to).toEqual([{ operation: { hosts: [HOST, `${HOST}:*`] } }]);
});

test('asks for a client certificate by TLS, without a policy', () => {
  const callers = AddonCallers.withClientCertificate();
  const mutual = chartWith([https([HOST], ServerTlsSettings.mutual(CERTIFICATE))], { callers });
  expect(Testing.synth(mutual).map(({ kind }) => kind as string)).toEqual(['Gateway', 'VirtualService']);
  for (const tls of [ServerTlsSettings.simple(CERTIFICATE), ServerTlsSettings.optionalMutual(CERTIFICATE)])
    expect(problems([https([HOST], tls)], { callers })).toEqual([
      `hosts[0]: "${HOST}" is served at port 8443 to those who have no client certificate as well; give that server ServerTlsSettings.mutual, or other hosts`,
    ]);
});

describe('what the routes do', () => {
  const GRAFANA = Mesh.fromYaml(`
apiVersion: v1
kind: Service
metadata: { name: grafana, namespace: istio-system }
spec: { ports: [{ name: service, port: 3000 }], selector: { app: grafana } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: grafana, namespace: istio-system }
spec:
  selector: { matchLabels: { app: grafana } }
  template: { metadata: { labels: { app: grafana } }, spec: { containers: [{ name: grafana, image: grafana }] } }
`);
  const meshOf = (servers: Server[]): Mesh => Mesh.fromApp(chartWith(servers, {}, 'observability').node.root).with(GRAFANA);
  const ask = (mesh: Mesh, port: number, protocol: 'http' | 'https'): Decision => {
    const decision = mesh.route({ from: 'gateway:istio-system/istio=ingressgateway', host: HOST, port, protocol, path: '/d/istio' });
    // Who may is not modelled, and is said to have a say.
    return decision.outcome === 'notModelled' ? decision.otherwise : decision;
  };

  test('at the gateway, requests to the host come to the addon, if they come over TLS', () => {
    const mesh = meshOf([https([HOST]), http([HOST], { httpsRedirect: true })]);
    const decision = mesh.route({ from: 'gateway:istio-system/istio=ingressgateway', host: HOST, port: 8443, protocol: 'https' });
    expect(decision).toMatchObject({ outcome: 'notModelled' });
    expect(JSON.stringify(decision)).toContain('AuthorizationPolicy');
    expect(ask(mesh, 8443, 'https')).toMatchObject({
      outcome: 'route',
      destinations: [{ host: 'grafana.istio-system.svc.cluster.local', port: 3000, endpoints: ['istio-system/grafana'] }],
    });
    expect(ask(mesh, 8080, 'http')).toMatchObject({ outcome: 'redirect', response: { status: 301 }, httpsRedirect: true });
  });

  test('a Gateway is taken if and only if the host is reached over TLS and not without', () => {
    const served = fc.constantFrom(
      '*',
      '*.example.com',
      HOST,
      'other.example.com',
      `shop/${HOST}`,
      `observability/${HOST}`,
      `./${HOST}`,
      '*/*',
    );
    const server = fc.record({
      hosts: fc.uniqueArray(served, { minLength: 1, maxLength: 2 }),
      kind: fc.constantFrom('https', 'http', 'redirect'),
    });
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(server, { minLength: 1, maxLength: 3 }), (specs) => {
        const servers = specs.map(({ hosts, kind }, index) =>
          kind === 'https'
            ? https(hosts, undefined, 8000 + index)
            : http(hosts, { port: { number: 8000 + index }, httpsRedirect: kind === 'redirect' }),
        );
        let mesh: Mesh;
        try {
          mesh = meshOf(servers);
        } catch (error) {
          // Mesh.fromApp takes an app as it is; what a Gateway refuses by itself, such as a host twice, is not of interest here.
          if (error instanceof InvalidConfigError) return fc.pre(false);
          throw error;
        }
        const reached = (tls: boolean): boolean =>
          specs.some(
            ({ kind }, index) => (kind === 'https') === tls && ask(mesh, 8000 + index, tls ? 'https' : 'http').outcome === 'route',
          );
        const taken = problems(servers, {}, 'observability').length === 0;
        seen[taken ? 'taken' : 'refused']++;
        expect({ specs, taken }).toEqual({ specs, taken: reached(true) && !reached(false) });
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(10);
  });
});

describe('the servers of the gateway', () => {
  const uncovered = `hosts[0]: "${HOST}" is not among the hosts that the Gateway's servers for HTTPS open: `;
  const remedy = '; add it to those of a Server.https whose TLS is opened';

  test.each([
    ['the host itself', [https([HOST])]],
    ['a wildcard', [https(['*.example.com'])]],
    ['everything', [https(['*'])]],
    ['a namespace of its own', [https([`observability/${HOST}`])]],
    ['the namespace of the Gateway', [https([`./${HOST}`])]],
    ['a redirect beside', [https([HOST]), http(['*'], { httpsRedirect: true })]],
    ['other hosts without TLS', [https([HOST]), http(['bookinfo.example.com'])]],
  ])('may cover it by %s', (_how, servers) => {
    expect(problems(servers, {}, 'observability')).toEqual([]);
  });

  test.each<[string, Server[], string]>([
    ['others only', [https(['kiali.example.com', '*.example.org'])], `${uncovered}kiali.example.com, *.example.org${remedy}`],
    ['the host of another namespace', [https([`shop/${HOST}`])], `${uncovered}shop/${HOST}${remedy}`],
    ['no HTTPS', [http(['bookinfo.example.com'])], `${uncovered}it has none${remedy}`],
    [
      'the host without TLS, too',
      [https([HOST]), http(['*'])],
      `hosts[0]: "${HOST}" would be served without TLS, too, at port 8080 of the Gateway; give that server httpsRedirect: true or other hosts, or take another Gateway`,
    ],
  ])('are refused if they have %s', (_what, servers, complaint) => {
    expect(problems(servers, {}, 'observability')).toEqual([complaint]);
  });

  test('do not count if they pass TLS on', () => {
    const passing = https([HOST], ServerTlsSettings.passthrough());
    expect(problems([passing], { callers: AddonCallers.withClientCertificate() })).toEqual([`${uncovered}${HOST}${remedy}`]);
  });

  test('must not pass on what the policy would shut', () => {
    const tcp = Server.tcp({ port: { number: 31400 }, hosts: ['*'] });
    const shut = (port: number): string =>
      `gateway: "telemetry" passes on bytes at port ${port}, which the policy would keep from everybody but the callers; take a Gateway that does not`;
    expect(problems([https([HOST]), tcp])).toEqual([shut(31400)]);
    expect(problems([https([HOST]), https(['shop.example.com'], ServerTlsSettings.passthrough(), 15443)])).toEqual([shut(15443)]);
    const byTls = { callers: AddonCallers.withClientCertificate() };
    expect(problems([https([HOST], ServerTlsSettings.mutual(CERTIFICATE)), tcp], byTls)).toEqual([]);
  });

  test('may be added later', () => {
    const chart = chartWith([], {}, 'observability');
    const complaints = (): string[] => chart.node.findAll().flatMap((construct) => construct.node.validate());
    expect(complaints()).toContain(`${uncovered}it has none${remedy}`);
    (chart.node.findChild('gateway') as Gateway).addServer(https([HOST]));
    expect(complaints()).toEqual([]);
  });

  test('are complained of with the path of the construct when the app is synthesised', () => {
    expect(() => Testing.synth(chartWith([https(['kiali.example.com'])]))).toThrow(`[app/grafana] ${uncovered}`);
  });
});

test.each<[Partial<AddonAccessProps>, string]>([
  [{ hosts: [] }, 'hosts: [] has no host; give at least one'],
  [{ hosts: ['grafana'] }, 'hosts[0]: "grafana" is a short name; give a DNS name with a dot, e.g. "grafana.example.com"'],
  [{ hosts: ['*.example.com'] }, 'hosts[0]: "*.example.com" has the invalid label "*"'],
  [{ hosts: ['203.0.113.1'] }, 'hosts[0]: "203.0.113.1" is an address; give a DNS name'],
  [{ hosts: ['2001:db8::1'] }, 'hosts[0]: "2001:db8::1" is an address; give a DNS name'],
  [{ hosts: ['Grafana.example.com'] }, 'hosts[0]: "Grafana.example.com" is not as browsers send it; write it in lower case'],
  [{ hosts: ['grafana.example.com.'] }, 'hosts[0]: "grafana.example.com." is not as browsers send it'],
  [{ callers: AddonCallers.fromAddresses([]) }, 'callers.blocks: [] lets nobody in; give at least one address or CIDR block'],
  [
    { callers: AddonCallers.fromAddresses(['0.0.0.0/0']) },
    'callers.blocks[0]: "0.0.0.0/0" is everybody; name the networks of those who may',
  ],
  [{ callers: AddonCallers.fromAddresses(['10.0.0.0/8', '::/0']) }, 'callers.blocks[1]: "::/0" is everybody'],
  [{ callers: AddonCallers.fromAddresses(['0.0.0.0']) }, 'callers.blocks[0]: "0.0.0.0" is everybody'],
  [{ callers: AddonCallers.fromAddresses(['office']) }, 'callers.blocks[0]: "office" is not an IP address or CIDR block'],
  [{ callers: AddonCallers.withToken([]) }, 'callers.requestPrincipals: [] lets nobody in; give at least one, "*" for any'],
  [{ callers: AddonCallers.withToken(['']) }, 'callers.requestPrincipals[0]: "" is empty; write "ISSUER/SUBJECT"'],
  [{ callers: AddonCallers.askProvider('') }, 'callers.provider: "" is empty; give the name of an extension provider'],
  [
    { callers: undefined },
    'callers: was not made by AddonCallers; use a factory of it, e.g. AddonCallers.fromAddresses(["203.0.113.0/24"])',
  ],
  [{ addon: 'grafana' as never }, 'addon: "grafana" was not made by Addon; use a factory of it, e.g. Addon.grafana()'],
  [
    { gateway: GatewayRef.named('istio-system/telemetry') as never },
    'gateway: {"gatewayName":"telemetry","gatewayNamespace":"istio-system"} is not a Gateway construct; give one, for its servers must be known',
  ],
  [{ rootNamespace: 'a.b' }, 'rootNamespace: "a.b" is not a valid namespace'],
  [{ open: true } as never, 'open: true is not a field of AddonAccessProps; remove it'],
])('refuses %p', (props, complaint) => {
  expect(() => chartWith([https([HOST])], props)).toThrow(`app/grafana: ${complaint}`);
});

test('refuses a gateway of all Pods, for the policy would be one for the whole mesh', () => {
  const chart = new Chart(new App(), 'app');
  const gateway = new Gateway(chart, 'gateway', { servers: [https([HOST])] });
  expect(() => new AddonAccess(chart, 'grafana', { addon: Addon.grafana(), hosts: [HOST], gateway, callers: OFFICE })).toThrow(
    'app/grafana: gateway.selector: is missing, so that a policy cannot tell its Pods; give the Gateway one',
  );
});
