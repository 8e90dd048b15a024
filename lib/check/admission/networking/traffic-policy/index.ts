/** The traffic policy of DestinationRules, one file for each concept of it, and what Sidecars share with it. */
export { checkConnectionPool, CONNECTION_POOL_SETTINGS } from './connection-pool';
export { checkTrafficPolicy, TRAFFIC_POLICY } from './traffic-policy';
