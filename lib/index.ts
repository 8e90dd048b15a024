export { InvalidConfigError } from './render/invalid-config-error';
export * from './networking';
export * from './plugin';
