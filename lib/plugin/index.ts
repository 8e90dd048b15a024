/** The validation plugin of cdk8s-cli. */
export { IstioValidation } from './istio-validation';
export type { IstioValidationProps } from './props';
