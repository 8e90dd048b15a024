export { MetricsReader, type MetricsReaderProps } from './metrics-reader';
export { MetricsServer, type MetricsServerProps } from './metrics-server';
export { NodeAddressType } from './node-address-type';
export { RbacSubject } from './rbac-subject';
