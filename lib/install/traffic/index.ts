export { TrafficGenerator, type TrafficGeneratorProps } from './traffic-generator';
export { TrafficOrigin } from './traffic-origin';
