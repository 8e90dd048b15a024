import { cases, object, rules, virtualService } from '../../../../test/analysis-cases';
import { redirectLoop } from './redirect-loop';

const loop = (path: string, index = 0) => [`redirect-to-itself VirtualService shop/routes spec.http.${index}.redirect.${path}`];
const http = { port: { number: 80, protocol: 'HTTP' }, hosts: ['a.com'] };
const https = { port: { number: 443, protocol: 'HTTPS' }, hosts: ['a.com'], tls: { mode: 'SIMPLE', credentialName: 'c' } };
const gateway = (...servers: object[]) => object('Gateway', 'shop/gw', { servers });
const bound = (...list: object[]) => virtualService({ hosts: ['a.com'], gateways: ['gw'], http: list });
const toHttps = { redirect: { scheme: 'https' } };

cases(redirectLoop, [
  ['A new path under the same prefix', [rules({ match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/old/new' } })], loop('uri')],
  ['Any path to one', [rules({ redirect: { uri: '/login' } })], loop('uri')],
  ['Whatever its case', [rules({ match: [{ uri: { exact: '/New' }, ignoreUriCase: true }], redirect: { uri: '/new' } })], loop('uri')],
  ['One that an earlier rule takes', [rules({ match: [{ uri: { exact: '/login' } }] }, { redirect: { uri: '/login' } })], []],
  ['One that an earlier rule may take', [rules({ match: [{ uri: { regex: '/log.*' } }] }, { redirect: { uri: '/login' } })], []],
  [
    'Another path, host, scheme or port',
    [
      rules(
        { match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/new' } },
        ...[{ authority: 'b.com' }, { scheme: 'https' }, { port: 81 }].map((more) => ({
          match: [{ uri: { prefix: '/x' } }],
          redirect: { uri: '/x', ...more },
        })),
      ),
    ],
    [],
  ],
  ['To https from both servers', [bound(toHttps), gateway(http, https)], loop('scheme')],
  [
    'From that of plain HTTP',
    [bound({ match: [{ port: 80 }], ...toHttps }), bound({ match: [{ scheme: { exact: 'http' } }], ...toHttps }), gateway(http, https)],
    [],
  ],
  ['After a rule for https, and without such a server', [bound({ match: [{ port: 443 }] }, toHttps), gateway(http, https)], []],
  ['Without a server of https', [bound(toHttps), gateway(http)], []],
  ['Where a gateway is not here', [bound(toHttps)], []],
  [
    'To https on the port of plain HTTP',
    [bound({ redirect: { scheme: 'https', derivePort: 'FROM_REQUEST_PORT' } }), gateway(http)],
    ['redirect-to-plain-port VirtualService shop/routes spec.http.0.redirect.derivePort'],
  ],
]);
