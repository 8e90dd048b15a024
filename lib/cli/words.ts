import type { Decision, Outcome } from '../mesh';

/** What an outcome means, for who sees the word for the first time. */
const MEANINGS: Readonly<Record<Outcome, string>> = {
  route: 'it is sent on',
  passthrough: 'nothing in the mesh claims it, so it goes to where the client dialled',
  blocked: 'nothing in the mesh claims it, and nothing unknown may leave',
  notFound: 'no virtual host or no route takes it',
  redirect: 'the client is sent elsewhere',
  directResponse: 'the proxy answers itself',
  abort: 'an injected fault answers',
  corsPreflight: "the proxy answers the browser's CORS question itself",
  noListener: 'nothing listens on that port of the gateway',
  noFilterChain: 'it is plain text, and the port takes only TLS',
  tlsNoMatch: 'no server has that SNI',
  tlsHandshakeFailed: "one side speaks TLS, the other doesn't",
  protocolError: 'what is spoken is not what the port is for',
  badRequest: 'Envoy refuses the request as such',
  listenerRejected: 'Envoy refuses the configuration of the whole port',
  notModelled: "something has a say in it that this simulation doesn't know",
};

/** All outcomes. */
export const OUTCOMES = Object.keys(MEANINGS) as readonly Outcome[];

/** An outcome in words. */
export function meaningOf(decision: Decision): string {
  if (decision.outcome === 'listenerRejected' || decision.outcome === 'notModelled') return `${decision.object}: ${decision.reason}`;
  if (decision.outcome === 'redirect' && decision.httpsRedirect) return "the Gateway server's httpsRedirect sends the client to https";
  return MEANINGS[decision.outcome];
}
