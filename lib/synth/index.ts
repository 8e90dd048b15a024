/** Checks of a whole cdk8s app whenever it is synthesized: `cdk8s-istio/check`. */
export { IstioChecks, type IstioChecksOptions } from './istio-checks';
