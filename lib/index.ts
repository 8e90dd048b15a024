export { InvalidConfigError } from './render/invalid-config-error';
export * from './networking';
