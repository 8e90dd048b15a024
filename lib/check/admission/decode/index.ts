/** What the webhook makes of JSON before its rules see it, driven by a description of each message. */
export { list, map, mapBy } from './collection';
export { DURATION } from './duration';
export { enumeration } from './enumeration';
export { message } from './message';
export { BOOL, BYTES, describe, DOUBLE, INT32, STRING, STRUCT, UINT32, UINT64 } from './scalar';
export { optional, type Read, type Type } from './type';
