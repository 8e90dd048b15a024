import { cases, object } from '../../../../test/analysis-cases';
import { crdVersion } from './crd-version';

const crd = (version: string) =>
  object(
    'CustomResourceDefinition',
    'tlsroutes.gateway.networking.k8s.io',
    {},
    { metadata: { annotations: { 'gateway.networking.k8s.io/bundle-version': version } } },
  );

cases(crdVersion, [
  [
    'Too old',
    [crd('v1.4.1')],
    ['IST0176 CustomResourceDefinition tlsroutes.gateway.networking.k8s.io metadata.annotations.gateway.networking.k8s.io/bundle-version'],
  ],
  ['New enough, also before its release', [crd('v1.5.0-rc.1')], []],
  ['No version', [crd('new')], []],
  ['Nor one whose prerelease begins with a naught', [crd('v1.4.0-01')], []],
]);
