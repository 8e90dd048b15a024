export { Addon } from './addon';
export { AddonAccess, type AddonAccessProps } from './addon-access';
export { AddonCallers } from './addon-callers';
export { PortForwardAccess, type PortForwardAccessProps } from './port-forward-access';
