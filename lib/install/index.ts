export * from './addons';
export * from './control-plane';
export * from './metrics';
export * from './namespace';
export * from './traffic';
export * from './workload';
