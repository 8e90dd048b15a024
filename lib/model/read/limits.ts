/**
 * How much this reader takes. Each limit is far above what a cluster accepts, and keeps hostile or
 * mistaken input (a log file, /dev/zero, an alias bomb) from taking all time and memory.
 */

/**
 * Bytes of one file or of stdin. Ten thousand services with their Istio objects are 17 MB; the API
 * server takes 3 MB in one request and etcd 1.5 MB in one object. 64 MB are read in some seconds.
 */
export const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Values (scalars, lists, mappings and keys) in one file. Text as dense as `[{},{},…]` takes some
 * twenty times its size in memory; the 17 MB above hold about 2 million.
 */
export const MAX_VALUES = 10_000_000;

/**
 * Characters of one YAML scalar. The API server takes no request beyond 3 MB. A scalar of many lines or
 * escapes is put together piece by piece, at up to 50 times its size in memory.
 */
export const MAX_SCALAR = 4 * 1024 * 1024;

/** Oddities that are noted of one document; those beyond it tell nothing new. */
export const MAX_NOTES = 1000;

/**
 * Levels of nesting. The deepest object that Istio's CRDs allow has about 20. kubectl's parser stops at
 * 10,000, which is too deep for programs that walk the result by recursion, as most do.
 */
export const MAX_DEPTH = 500;

/** Values of one document that aliases (`*name`) and `<<` may add to those written out. */
export const MAX_ALIASED = 100_000;

/** Characters of a document times its `<<`: each may bring all keys of a large mapping. */
export const MAX_MERGED = 100_000_000;
