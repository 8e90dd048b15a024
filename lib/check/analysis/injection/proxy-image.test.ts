import { cases, namespace, object } from '../../../../test/analysis-cases';
import { proxyImage } from './proxy-image';

const injector = object('ConfigMap', 'istio-system/istio-sidecar-injector', undefined, {
  data: { values: '{"global": {"hub": "h", "tag": "2", "proxy": {"image": "p"}}}' },
});
const pod = (image: string, annotations: object = {}) =>
  object('Pod', 'shop/p', { containers: [{ name: 'istio-proxy', image }] }, { metadata: { annotations } });

cases(proxyImage, [
  ['Another image', [injector, namespace('shop'), pod('h/p:1')], ['IST0158 Namespace shop']],
  ['The same', [injector, namespace('shop'), pod('h/p:2')], []],
  [
    'The variant that it asks for',
    [injector, namespace('shop'), pod('h/p:2-distroless', { 'proxy.istio.io/config': 'image: {imageType: distroless}' })],
    [],
  ],
  ['Its own image', [injector, namespace('shop'), pod('own', { 'sidecar.istio.io/proxyImage': 'own' })], []],
]);
