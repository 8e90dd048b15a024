import { Model } from '../../model';
import { MutualTls } from './mutual-tls';

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ name: 'http', port: 80 }] },
};
const policy = (namespace: string, spec: object) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace },
  spec,
});
const off = { mtls: { mode: 'DISABLE' } };

test.each([
  ['no policy', [], true],
  ['one that switches it off for the namespace', [policy('shop', off)], false],
  ['one for the namespace by a selector without labels', [policy('shop', { ...off, selector: {} })], false],
  ['one for some workloads', [policy('shop', { ...off, selector: { matchLabels: { app: 'web' } } })], true],
  ['one for the mesh', [policy('istio-system', off)], false],
  ['one for the mesh, and the namespace’s own', [policy('istio-system', off), policy('shop', { mtls: { mode: 'PERMISSIVE' } })], true],
  ['one for the mesh, and the namespace’s own without mode', [policy('istio-system', off), policy('shop', {})], false],
])('With %s a proxy finds out by itself: %#', (_what, policies, isAutomatic) => {
  const model = Model.of([service, ...policies]);
  const [web] = model.services;
  expect(new MutualTls(model).isAutomatic(web!, web!.ports[0]!, false)).toBe(isAutomatic);
});
