import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes a host of the outside', () => {
  expect(problemsOf({ hosts: ['api.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], resolution: 'DNS' })).toEqual([]);
});

test('looks at nothing else while the selector is wrong', () => {
  expect(problemsOf({ workloadSelector: { labels: { '': 'x' } } })).toEqual([
    'IST0106 spec.workloadSelector.labels.: A label without a name selects nothing: name it.',
  ]);
});

test('asks for hosts, and for either endpoints or a selector', () => {
  expect(problemsOf({ workloadSelector: { labels: { a: 'b' } }, endpoints: [{ address: '1.2.3.4' }], resolution: 'STATIC' })).toEqual([
    'IST0106 spec.endpoints: endpoints and workloadSelector exclude each other: keep one.',
    'IST0106 spec.hosts: The ServiceEntry has no host: give at least one.',
  ]);
});

test('asks for hosts that are some', () => {
  expect(problemsOf({ hosts: ['*', 'a_b', '*a.b'], resolution: 'NONE' })).toEqual([
    'IST0106 spec.hosts.0: The host "*" is every host: name one, or a domain as "*.example.com".',
    'IST0106 spec.hosts.1: The host "a_b" has the part "a_b", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends.',
    'IST0133 spec.hosts.2: The host "*a.b" has a wildcard for a part of a label: use "*." and a domain.',
  ]);
});

test('asks for ports with names and numbers of their own', () => {
  expect(
    problemsOf({
      hosts: ['a.b'],
      ports: [
        { number: 80, name: 'a', protocol: 'HTTP' },
        { number: 80, name: 'a', protocol: 'HTTP', targetPort: 70000 },
        { number: 0, name: '', protocol: 'SMTP' },
      ],
      resolution: 'STATIC',
    }),
  ).toEqual([
    'IST0106 spec.ports.1.name: Another port is named "a" too: rename one.',
    'IST0106 spec.ports.1.number: The port 80 is defined twice: remove one.',
    'IST0106 spec.ports.1.targetPort: 70000 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.ports.2.name: "" is not a name for a port: use at most 63 letters, digits and dashes, with a letter or digit at both ends.',
    'IST0106 spec.ports.2.protocol: Istio knows no protocol "SMTP": use HTTP, HTTP2, HTTPS, GRPC, GRPC-WEB, TLS, TCP, MONGO, MYSQL or REDIS.',
    'IST0106 spec.ports.2.number: 0 is not a port: use a number from 1 to 65535.',
  ]);
});

test('asks for single addresses where endpoints are looked up', () => {
  expect(
    problemsOf({
      hosts: ['a.b'],
      addresses: ['10.0.0.0/8', '10.0.0.256'],
      ports: [{ number: 80, name: 'a', protocol: 'HTTP' }],
      resolution: 'DNS',
    }),
  ).toEqual([
    'IST0106 spec.addresses.1: "10.0.0.256" is not an IP address or a block of them, such as "10.0.0.0/8".',
    'IST0106 spec.addresses: With the resolution DNS an address cannot be a block: name single addresses, or use NONE or STATIC.',
  ]);
});

test('warns of TCP without addresses where none is allocated', () => {
  expect(problemsOf({ hosts: ['a.b'], ports: [{ number: 80, name: 'a', protocol: 'TCP' }], resolution: 'NONE' })).toEqual([
    'IST0133 spec.ports.0: Without addresses, given or allocated, all TCP traffic to the port is taken for this service: give addresses.',
  ]);
});

test('warns of TCP without addresses where allocation is off', () => {
  expect(
    problemsOf(
      { hosts: ['a.b'], ports: [{ number: 80, name: 'a' }], resolution: 'STATIC' },
      { labels: { 'networking.istio.io/enable-autoallocate-ip': 'False' } },
    ),
  ).toEqual([
    'IST0133 spec.ports.0: Without addresses, given or allocated, all TCP traffic to the port is taken for this service: give addresses.',
  ]);
});

test('lets NONE have no endpoints and no selector', () => {
  expect(
    problemsOf({
      hosts: ['a.b'],
      ports: [{ number: 80, name: 'a', protocol: 'HTTP' }],
      resolution: 'NONE',
      endpoints: [{ address: '1.2.3.4' }],
    }),
  ).toEqual(['IST0106 spec.endpoints: With the resolution NONE the dialled address is used: remove endpoints, or use STATIC.']);
});

test('asks STATIC endpoints for addresses and known ports', () => {
  expect(
    problemsOf({
      hosts: ['a.b'],
      ports: [
        { number: 80, name: 'a', protocol: 'HTTP' },
        { number: 81, name: 'b', protocol: 'HTTP' },
      ],
      resolution: 'STATIC',
      endpoints: [{ address: 'c.d', ports: { x: 0 } }, { address: 'unix:///a' }, {}, { network: 'n' }],
    }),
  ).toEqual([
    'IST0106 spec.endpoints.0.address: "c.d" is not an IP address, which STATIC needs: give one, or use the resolution DNS.',
    'IST0106 spec.endpoints.0.ports.x: 0 is not a port: use a number from 1 to 65535.',
    'IST0106 spec.endpoints.0.ports.x: The ServiceEntry has no port named "x": define it there, or rename it.',
    'IST0106 spec.endpoints.1.address: A Unix domain socket serves one port, and the ServiceEntry has 2: leave one.',
    'IST0106 spec.endpoints.2.address: The address is missing: give an address, or the network whose gateway leads to the workload.',
    'IST0133 spec.endpoints.3.address: Without an address the workload is reached by the gateway of the network "n" only.',
  ]);
});

test('asks DNS for hosts or endpoints that can be looked up', () => {
  expect(problemsOf({ hosts: ['*.b'], ports: [{ number: 80, name: 'a', protocol: 'HTTP' }], resolution: 'DNS_ROUND_ROBIN' })).toEqual([
    'IST0106 spec.hosts.0: Without endpoints, hosts are looked up, and "*.b" cannot be looked up in DNS: name it in full, or give endpoints.',
  ]);
});

test('asks round robin for one endpoint', () => {
  expect(
    problemsOf({
      hosts: ['a.b'],
      ports: [{ number: 80, name: 'a', protocol: 'HTTP' }],
      resolution: 'DNS_ROUND_ROBIN',
      endpoints: [{ address: 'c_d', ports: { z: 1 } }, { address: 'e.f' }],
    }),
  ).toEqual([
    'IST0106 spec.endpoints: DNS_ROUND_ROBIN looks up one name: give at most one endpoint, or use DNS.',
    'IST0106 spec.endpoints.0.address: The address "c_d" has the part "c_d", which no DNS name can have: use letters, digits and dashes, with a letter or digit at both ends; give an IP address or a host name.',
    'IST0106 spec.endpoints.0.ports.z: The ServiceEntry has no port named "z": define it there, or rename it.',
  ]);
});

test('warns of hosts that TCP cannot tell apart', () => {
  expect(
    problemsOf({ hosts: ['a.b', 'c.d'], addresses: ['10.0.0.1'], ports: [{ number: 80, name: 'a', protocol: 'TLS' }], resolution: 'DNS' }),
  ).toEqual([
    'IST0133 spec.hosts: Behind the same addresses, hosts cannot be told from each other on a TCP port: use a ServiceEntry for each.',
  ]);
});

test('refuses hosts that nothing tells apart', () => {
  expect(
    problemsOf({
      hosts: ['a.b', 'c.d'],
      addresses: ['10.0.0.1'],
      ports: [{ number: 80, name: 'a', protocol: 'TCP' }],
      resolution: 'STATIC',
    }),
  ).toEqual([
    'IST0106 spec.ports.0: On this port several hosts cannot be told from each other: use HTTP or TLS, or a ServiceEntry for each.',
  ]);
});

test('lets DYNAMIC_DNS have wildcards, and nothing to look up', () => {
  expect(
    problemsOf({
      hosts: ['*.b', 'c.d'],
      addresses: ['10.0.0.1'],
      ports: [{ number: 80, name: 'a', protocol: 'HTTPS' }],
      resolution: 'DYNAMIC_DNS',
      endpoints: [{ address: '1.2.3.4' }],
    }),
  ).toEqual([
    'IST0106 spec.hosts.1: DYNAMIC_DNS is for wildcards such as "*.example.com": use DNS for single hosts.',
    'IST0106 spec.addresses: DYNAMIC_DNS looks up what is dialled: remove addresses.',
    'IST0106 spec.endpoints: DYNAMIC_DNS looks up what is dialled: remove endpoints.',
    'IST0106 spec.ports.0.protocol: DYNAMIC_DNS must see the name that is dialled: use HTTP, HTTP2, GRPC or TLS.',
  ]);
});

test('keeps DYNAMIC_DNS inside the mesh from waypoints', () => {
  expect(
    problemsOf(
      { hosts: ['*.b'], ports: [{ number: 80, name: 'a', protocol: 'HTTP' }], resolution: 'DYNAMIC_DNS', location: 'MESH_INTERNAL' },
      { labels: { 'istio.io/use-waypoint': 'wp' } },
    ),
  ).toEqual([
    'IST0106 spec.location: A waypoint does not take DYNAMIC_DNS inside the mesh: use MESH_EXTERNAL, or drop the label istio.io/use-waypoint.',
  ]);
});

test('may be shown to nobody', () => {
  expect(
    problemsOf({ hosts: ['a.b'], ports: [{ number: 80, name: 'a', protocol: 'HTTP' }], resolution: 'STATIC', exportTo: ['~'] }),
  ).toEqual([]);
});
