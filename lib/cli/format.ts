import type { Colors } from 'picocolors/types';
import {
  type ClientResponse,
  type Decision,
  type DestinationDecision,
  type Fault,
  formatEntryPlace,
  formatPlace,
  type HashPolicy,
  type Mirror,
  type Place,
  placeOfEntry,
  type Policy,
  type Retries,
  type RouteRequest,
  type TraceEntry,
  type UpstreamRequest,
} from '../mesh';
import { meaningOf } from './words';

/** Where an object was written, by `Kind namespace/name`, or a rule of a VirtualService. */
export type Locate = (object: string, rule?: string) => Place | undefined;

/** What was asked, in two lines. */
export function formatRequest(request: RouteRequest, url: string, c: Colors): string {
  const { from } = request;
  const isHttp = request.protocol !== 'tcp' && request.protocol !== 'tls';
  const labels = 'gateway' in from ? Object.entries(from.gateway.labels).map(([key, value]) => `${key}=${value}`) : [];
  const sender =
    'gateway' in from
      ? `gateway ${labels.join(',')} in ${from.gateway.namespace}`
      : `${from.workload.namespace === undefined ? '' : `${from.workload.namespace}/`}${from.workload.name}`;
  const lines = [`${c.bold(isHttp ? `${request.method ?? (request.protocol === 'grpc' ? 'POST' : 'GET')} ${url}` : url)} from ${sender}`];
  if (request.authority !== undefined && isHttp) lines.push(`  Host: ${request.authority}`);
  for (const [name, value] of Object.entries(request.headers ?? {})) for (const line of [value].flat()) lines.push(`  ${name}: ${line}`);
  if (request.claims) lines.push(`  claims ${JSON.stringify(request.claims)}`);
  if (request.sni !== undefined) lines.push(`  SNI ${request.sni}`);
  return lines.join('\n');
}

/** A decision for people. */
export function formatDecision(decision: Decision, locate: Locate, c: Colors): string {
  const lines = [`${headColor(decision, c)(c.bold(decision.outcome))}: ${meaningOf(decision)}`];
  const add = (name: string, text: string | undefined): void => {
    if (text !== undefined && text !== '')
      lines.push(`  ${c.dim(name.padEnd(WIDTH))} ${text.replaceAll('\n', `\n  ${' '.repeat(WIDTH)} `)}`);
  };
  if ('virtualService' in decision && decision.virtualService !== undefined) {
    const place = locate(`VirtualService ${decision.virtualService}`, decision.route);
    const where = place === undefined ? '' : c.dim(`  ${formatPlace(place)}`);
    add('by', `VirtualService ${decision.virtualService}, rule ${decision.route ?? '?'}${where}`);
  } else if (decision.outcome === 'route')
    add('by', decision.route === undefined ? 'the default route: no VirtualService has a say' : decision.route);
  if (decision.outcome === 'route') {
    add('to', decision.destinations.map((each) => formatDestination(each, decision, locate, c)).join('\n') || 'no destination');
    if (decision.upstream) add('upstream', formatUpstream(decision.upstream));
    if (decision.timeout !== undefined) add('timeout', decision.timeout);
    if (decision.retries) add('retries', formatRetries(decision.retries));
    if (decision.hash) add('hash', decision.hash.map(formatHash).join(', '));
    if (decision.mirrors) add('mirrored', decision.mirrors.map(formatMirror).join('\n'));
  }
  if ('fault' in decision && decision.fault) add('fault', formatFault(decision.fault));
  if ('response' in decision && decision.response) add('client', formatResponse(decision.response));
  if (decision.tls !== undefined) add('tls', decision.tls === 'terminated' ? 'ends at the gateway' : 'passes through unopened');
  for (const hint of decision.hints ?? []) add('hint', c.yellow(hint));
  if (decision.outcome === 'notModelled') {
    add('otherwise', formatDecision(decision.otherwise, locate, c));
    const place = locate(decision.object);
    if (place !== undefined) lines.splice(1, 0, `  ${c.dim('at'.padEnd(WIDTH))} ${c.dim(formatPlace(place))}`);
  }
  return lines.join('\n');
}

const WIDTH = 9;

function headColor(decision: Decision, c: Colors): (text: string) => string {
  switch (decision.outcome) {
    case 'route':
      return decision.destinations.some(({ state }) => state === 'noEndpoints' || state === 'unknownCluster') ? c.yellow : c.green;
    case 'redirect':
    case 'directResponse':
    case 'corsPreflight':
      return c.green;
    case 'passthrough':
    case 'abort':
    case 'notModelled':
      return c.yellow;
    case 'blocked':
    case 'notFound':
    case 'noListener':
    case 'noFilterChain':
    case 'tlsNoMatch':
    case 'tlsHandshakeFailed':
    case 'protocolError':
    case 'badRequest':
    case 'listenerRejected':
      return c.red;
  }
}

const STATES: Readonly<Record<NonNullable<DestinationDecision['state']>, string>> = {
  noEndpoints: 'nobody answers there: 503',
  unknownCluster: 'the proxy knows no such host, port or subset: 503',
  originalDst: 'at the address that the client dialled',
};

function formatDestination(destination: DestinationDecision, decision: Decision, locate: Locate, c: Colors): string {
  const { weight, host, port, subset, endpoints, state, destinationRule, policy, upstream, response } = destination;
  const share = `${weight} %`.padStart(5);
  const name = `${c.cyan(`${host}:${port}`)}${subset === undefined ? '' : ` subset ${c.cyan(subset)}`}`;
  const lines = [`${share}  ${name}`];
  const add = (text: string): void => void lines.push(`       ${text}`);
  if (endpoints.length > 0) add(`workload${endpoints.length > 1 ? 's' : ''} ${endpoints.join(', ')}`);
  if (state !== undefined) add(state === 'originalDst' ? STATES[state] : c.red(STATES[state]));
  if (destinationRule !== undefined) {
    const place = locate(`DestinationRule ${destinationRule}`);
    add(`DestinationRule ${destinationRule}${place === undefined ? '' : c.dim(`  ${formatPlace(place)}`)}`);
  }
  if (policy) add(`policy ${formatPolicy(policy)}`);
  if (upstream && !('upstream' in decision && decision.upstream))
    add(`upstream ${formatUpstream(upstream).replaceAll('\n', '\n         ')}`);
  if (response && !('response' in decision && decision.response)) add(`client ${formatResponse(response).replaceAll('\n', '\n         ')}`);
  return lines.join('\n');
}

function formatPolicy(policy: Policy): string {
  return Object.entries(policy)
    .map(
      ([name, value]: [string, unknown]) => `${name} ${typeof value === 'object' && value !== null ? formatObject(value) : String(value)}`,
    )
    .join(', ');
}

function formatObject(value: object): string {
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${String(each)}`)
    .join(', ')} }`;
}

function formatUpstream({ method, path, authority, headersSet, headersRemoved }: UpstreamRequest): string {
  const headers = Object.entries(headersSet ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path}, Host: ${authority}`, ...headers, ...removed(headersRemoved)].join('\n');
}

function formatResponse({ status, location, body, headers, headersRemoved, grpcStatus, grpcMessage }: ClientResponse): string {
  const first = [
    ...(status === undefined ? [] : [String(status)]),
    ...(location === undefined ? [] : [`to ${location}`]),
    ...(grpcStatus === undefined ? [] : [`gRPC status ${grpcStatus}${grpcMessage ? ` (${grpcMessage})` : ''}`]),
    ...(body === undefined ? [] : [JSON.stringify(body)]),
  ];
  const set = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return [...(first.length > 0 ? [`sees ${first.join(' ')}`] : []), ...set, ...removed(headersRemoved)].join('\n');
}

function removed(names: readonly string[] | undefined): string[] {
  return names && names.length > 0 ? [`without ${names.join(', ')}`] : [];
}

function formatRetries({ attempts, retryOn, retriableStatusCodes, perTryTimeout }: Retries): string {
  if (attempts === 0) return 'none';
  const codes = retriableStatusCodes && retriableStatusCodes.length > 0 ? ` ${retriableStatusCodes.join(',')}` : '';
  const on = retryOn === undefined ? '' : ` on ${retryOn}${codes}`;
  return `${attempts}${on}${perTryTimeout === undefined ? '' : `, each within ${perTryTimeout}`}`;
}

function formatMirror({ host, subset, port, percent, state }: Mirror): string {
  const name = `${host}:${port}${subset === undefined ? '' : ` subset ${subset}`}`;
  return `${percent} % to ${name}${state === undefined ? '' : ` (${STATES[state]})`}`;
}

function formatHash(policy: HashPolicy): string {
  return Object.entries(policy)
    .map(([name, value]) => (value === true ? 'source IP' : `${name} ${String(value)}`))
    .join(' ');
}

function formatFault({ delay, abort }: Fault): string {
  const status = abort?.grpcStatus === undefined ? abort?.httpStatus : `gRPC ${abort.grpcStatus}`;
  return [
    ...(delay ? [`${delay.percent} % delayed by ${delay.fixedDelay}`] : []),
    ...(abort ? [`${abort.percent} % aborted with ${status}`] : []),
  ].join(', ');
}

/** Of each candidate, stage by stage, why it was taken or passed over. */
export function formatTrace(trace: readonly TraceEntry[], c: Colors): string {
  const lines = [c.bold('why')];
  let stage: string | undefined;
  for (const entry of trace) {
    const head = entry.stage === stage ? '' : entry.stage;
    stage = entry.stage;
    const object = entry.object === undefined || entry.candidate.includes(entry.object) ? '' : ` (${entry.object})`;
    const mark = entry.taken ? c.green('✓') : c.red('✗');
    lines.push(
      `  ${c.dim(head.padEnd(11))} ${mark} ${entry.taken ? entry.candidate : c.dim(entry.candidate)}${c.dim(object)}: ${entry.reason}`,
    );
    const place = formatEntryPlace(entry);
    if (place !== undefined) lines.push(`  ${' '.repeat(13)} ${c.dim(place)}`);
  }
  return lines.join('\n');
}

/** A decision as plain data: in its trace places instead of whatever the model holds. */
export function toJson(decision: Decision, locate: Locate): object {
  const { trace, ...rest } = decision;
  const placed = trace?.map((entry) => ({ ...entry, origin: undefined, place: placeOfEntry(entry) }));
  return {
    ...rest,
    ...(rest.outcome === 'notModelled' && { otherwise: toJson(rest.otherwise, locate) }),
    ...(placed && { trace: placed }),
  };
}
