import { cases, object } from '../../../../test/analysis-cases';
import { jwksFetch } from './jwks-fetch';

const istiod = (env: object[]) =>
  object(
    'Deployment',
    'istio-system/istiod',
    { template: { spec: { containers: [{ env }] } } },
    { metadata: { labels: { app: 'istiod' } } },
  );
const request = object('RequestAuthentication', 'shop/r', {});

cases(jwksFetch, [
  ['No ranges blocked', [istiod([]), request], ['IST0175 Deployment istio-system/istiod spec.template.spec.containers']],
  ['Ranges blocked', [istiod([{ name: 'BLOCKED_CIDRS_IN_JWKS_URIS', value: '10.0.0.0/8' }]), request], []],
  ['Nothing to fetch', [istiod([])], []],
]);
