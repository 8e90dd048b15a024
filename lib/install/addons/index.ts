export { Addon } from './addon';
export { AddonAccess, type AddonAccessProps } from './addon-access';
export { AddonCallers } from './addon-callers';
export { ArgoCdAddons, type ArgoCdAddonsProps } from './argo-cd-addons';
export { FluxAddons, type FluxAddonsProps } from './flux-addons';
export { PortForwardAccess, type PortForwardAccessProps } from './port-forward-access';
