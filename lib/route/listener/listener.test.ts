import fc from 'fast-check';
import { Model } from '../../model';
import { containsAddress, parseCidr } from './cidr';
import { FilterChain, findDuplicateChain, findFilterChain, Listener, toServerNames } from './listener';
import { MergedGateway } from './merged-gateway';

const chain = (name: string, parts: Partial<FilterChain> = {}): FilterChain => ({
  name,
  serverNames: [],
  prefixRanges: [],
  transportProtocol: '',
  applicationProtocols: [],
  terminatesTls: false,
  filter: { kind: 'passthrough' },
  ...parts,
});
const listener = (...chains: FilterChain[]): Listener => ({ name: 'l', port: 443, chains, fallback: undefined, rejection: undefined });
const tls = (serverName: string) => ({ address: '10.0.0.1', isTls: true, serverName, applicationProtocol: undefined });

test('The exact server name goes before wildcards, a long wildcard before a short one, any name last', () => {
  const all = listener(
    chain('any'),
    chain('com', { serverNames: ['*.com'] }),
    chain('foo', { serverNames: ['*.foo.com'] }),
    chain('exact', { serverNames: ['a.foo.com'] }),
  );
  expect(['a.foo.com', 'b.foo.com', 'A.FOO.com', 'bar.com', 'foo.net'].map((name) => findFilterChain(all, tls(name))?.name)).toEqual([
    'exact',
    'foo',
    'exact',
    'com',
    'any',
  ]);
});

test('A chain once chosen by address is not left for a wider one', () => {
  const narrow = chain('narrow', { prefixRanges: [parseCidr('10.0.0.0/24')!], serverNames: ['a.com'] });
  const wide = chain('wide', { prefixRanges: [parseCidr('10.0.0.0/8')!] });
  expect(findFilterChain(listener(narrow, wide), tls('a.com'))?.name).toBe('narrow');
  expect(findFilterChain(listener(narrow, wide), tls('b.com'))).toBeUndefined();
  expect(findFilterChain(listener(narrow, wide), { ...tls('b.com'), address: '10.1.0.1' })?.name).toBe('wide');
});

test('HTTP is told from other bytes where a chain asks for it', () => {
  const http = chain('http', { transportProtocol: 'raw_buffer', applicationProtocols: ['http/1.1', 'h2c'] });
  const all = { ...listener(http), fallback: chain('tcp') };
  const connection = { address: '10.0.0.1', isTls: false, serverName: '' };
  expect(findFilterChain(all, { ...connection, applicationProtocol: 'h2c' })?.name).toBe('http');
  expect(findFilterChain(all, { ...connection, applicationProtocol: undefined })?.name).toBe('tcp');
});

test('Two chains that share a server name are found, others are not', () => {
  expect(findDuplicateChain([chain('a', { serverNames: ['a', 'b'] }), chain('b', { serverNames: ['b', 'c'] })])?.name).toBe('b');
  expect(findDuplicateChain([chain('a', { serverNames: ['a'] }), chain('b')])).toBeUndefined();
  expect(toServerNames(['a.com', '*'])).toEqual([]);
});

test('An address lies in every range that is cut from it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (address, bits) => {
      const width = address.includes(':') ? 128 : 32;
      if (address.includes('.') && address.includes(':')) return;
      const range = parseCidr(`${address}/${Math.min(bits, width)}`)!;
      expect(containsAddress(range, address)).toBe(true);
    }),
  );
});

describe('Merging Gateways', () => {
  const server = (protocol: string, hosts: string[], mode?: string) => ({
    hosts,
    port: { number: 443, name: `p-${hosts.join('-')}`, protocol },
    ...(mode && { tls: { mode } }),
  });
  const merge = (...gateways: [string, object[]][]) => {
    const manifests = gateways.map(([name, servers]) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name, namespace: 'a' },
      spec: { servers },
    }));
    return new MergedGateway(Model.of(manifests).inOrder('networking.istio.io/Gateway'), []);
  };

  test('A TLS server that shares a host with an older one loses all its hosts', () => {
    const merged = merge(['g1', [server('HTTPS', ['a.com', 'b.com'], 'SIMPLE')]], ['g2', [server('HTTPS', ['b.com', 'c.com'], 'SIMPLE')]]);
    expect(merged.ports.flatMap(({ servers }) => servers.map(({ gateway }) => gateway))).toEqual(['a/g1']);
    expect(merged.skipped).toMatchObject([{ server: { gateway: 'a/g2' }, reason: 'an older server of that port has b.com' }]);
  });

  test('Plain text and TLS do not share a port: the first has it', () => {
    const merged = merge(['g1', [server('HTTP', ['*'])]], ['g2', [server('HTTPS', ['a.com'], 'SIMPLE')]]);
    expect(merged.ports).toHaveLength(1);
    expect(merged.skipped).toHaveLength(1);
  });

  test('Every server is either open or skipped, whatever comes together', () => {
    // What Istio's webhook lets pass: TLS settings stand where the protocol is TLS, and only there.
    const hosts = fc.uniqueArray(fc.constantFrom('a.com', 'b.com', '*.com', './c.com'), { minLength: 1, maxLength: 2 });
    const plain = fc.record({ protocol: fc.constantFrom('HTTP', 'GRPC', 'TCP'), hosts, mode: fc.constant(undefined) });
    const secured = fc.record({ protocol: fc.constantFrom('HTTPS', 'TLS'), hosts, mode: fc.constantFrom('SIMPLE', 'PASSTHROUGH') });
    const one = fc.oneof(plain, secured);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (servers) => {
        const merged = merge(
          ...servers.map((each, index): [string, object[]] => [`g${index}`, [server(each.protocol, each.hosts, each.mode)]]),
        );
        const open = merged.ports.flatMap((port) => port.servers).length;
        expect(open + merged.skipped.length).toBe(servers.length);
      }),
    );
  });
});
