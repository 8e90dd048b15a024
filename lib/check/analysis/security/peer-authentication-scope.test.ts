import { cases, deployment, object } from '../../../../test/analysis-cases';
import { peerAuthenticationScope } from './peer-authentication-scope';

const peer = (name: string, selector?: object, created?: string, mode = 'STRICT') =>
  object(
    'PeerAuthentication',
    name,
    { mtls: { mode }, ...(selector && { selector }) },
    {
      metadata: { namespace: name.split('/')[0], creationTimestamp: created },
    },
  );
const web = { matchLabels: { app: 'web' } };

cases(peerAuthenticationScope, [
  [
    'Two for a namespace',
    [peer('shop/a'), peer('shop/b', undefined, undefined, 'PERMISSIVE')],
    ['competing-peer-authentication PeerAuthentication shop/b'],
  ],
  ['Two that say the same', [peer('shop/a'), peer('shop/b')], ['~competing-peer-authentication PeerAuthentication shop/b']],
  [
    'The younger one does not count',
    [peer('shop/a', undefined, '2030-01-02T00:00:00Z'), peer('shop/b', {}, '2030-01-01T00:00:00Z', 'DISABLE')],
    ['competing-peer-authentication PeerAuthentication shop/a'],
  ],
  [
    'Two for a workload',
    [deployment('web', { app: 'web', v: '1' }), peer('shop/a', web), peer('shop/b', { matchLabels: { v: '1' } }, undefined, 'DISABLE')],
    ['competing-peer-authentication PeerAuthentication shop/b spec.selector'],
  ],
  [
    'By labels in the root namespace',
    [deployment('web'), peer('istio-system/a', web)],
    ['root-peer-authentication-with-selector PeerAuthentication istio-system/a spec.selector'],
  ],
  ['One for each scope', [deployment('web'), peer('istio-system/a'), peer('shop/a'), peer('shop/b', web), peer('other/a')], []],
  ['For different workloads', [deployment('web'), deployment('b'), peer('shop/a', web), peer('shop/b', { matchLabels: { app: 'b' } })], []],
]);
