/** What the API server would refuse: structure, rules and metadata of Istio's kinds, metadata of all others. */
export { checkSchema, knowsSchemaOf } from './check-schema';
export { type Reason, type SchemaProblem } from './problem';
