import { formatPlace, placeOf } from '../mesh/place';
import type { Decision, DestinationDecision, RouteDecision, RouteRequest, TraceEntry } from '../route';
import { route, Trace } from '../route';
import type { Question } from '../route/question';
import { questionOf } from '../route/question';

/** How many lines of a trace a message shows; a reader wants the reason, not the record. */
const LINES = 12;

/** The request, the decision unless it was said before, and why, as text for a failed test. */
export function explain(decision: Decision, isDecisionToo = true): string {
  const question = questionOf(decision);
  const entries = decision.trace ?? (question && traceOf(question)) ?? [];
  const lines = [
    ...(question ? section('Request:', describeRequest(question.request)) : []),
    ...(isDecisionToo ? section('Decision:', describeDecision(decision)) : []),
    ...section('Because:', describeTrace(entries)),
    ...section('Hint:', decision.hints ?? []),
  ];
  return lines.join('\n');
}

function traceOf({ model, request }: Question): readonly TraceEntry[] {
  const trace = new Trace();
  route(model, request, trace);
  return trace.entries;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? title : '').padEnd(10)}${line}`);
}

function describeRequest(request: RouteRequest): string[] {
  const { from, host, authority, protocol = 'http', port, path = '/', headers = {}, sni, claims } = request;
  const method = request.method ?? (protocol === 'grpc' ? 'POST' : 'GET');
  const isHttp = protocol !== 'tls' && protocol !== 'tcp';
  const address = `${protocol}://${host}${port === undefined ? '' : `:${port}`}`;
  const source =
    'workload' in from
      ? `${from.workload.namespace === undefined ? '' : `${from.workload.namespace}/`}${from.workload.name}`
      : `gateway ${Object.entries(from.gateway.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(',')} in ${from.gateway.namespace}`;
  return [
    `${isHttp ? `${method} ${address}${path}` : address} from ${source}`,
    ...(authority === undefined ? [] : [`host: ${authority}`]),
    ...Object.entries(headers).flatMap(([name, value]) => [value].flat().map((line) => `${name}: ${line}`)),
    ...(sni === undefined ? [] : [`SNI ${sni}`]),
    ...(claims === undefined ? [] : [`claims ${JSON.stringify(claims)}`]),
  ];
}

/** What became of a request, in a few lines. */
export function describeDecision(decision: Decision): string[] {
  if (decision.outcome === 'notModelled') return [`not modelled because of ${decision.object}: ${decision.reason}`];
  if (decision.outcome === 'listenerRejected') return [`Envoy refuses the listener: ${decision.reason} (${decision.object})`];
  if (decision.outcome === 'route') {
    return [`route${ruleOf(decision)}`, ...decision.destinations.map(describeDestination), ...settingsOf(decision)];
  }
  const { status, location } = ('response' in decision && decision.response) || {};
  const answer = [status, location].filter((part) => part !== undefined).join(' ');
  return [`${decision.outcome}${answer === '' ? '' : ` ${answer}`}${ruleOf(decision)}`];
}

function ruleOf(decision: Decision): string {
  if (!('virtualService' in decision) || decision.virtualService === undefined) {
    return decision.outcome === 'route' ? ' by no VirtualService' : '';
  }
  return ` by VirtualService ${decision.virtualService}${decision.route === undefined ? '' : `, rule ${decision.route}`}`;
}

function settingsOf({ timeout, mirrors, fault, upstream }: RouteDecision): string[] {
  return [
    ...(timeout === undefined ? [] : [`timeout ${timeout}`]),
    ...(mirrors ?? []).map((mirror) => `mirror ${mirror.percent} % to ${describePlace(mirror)}`),
    ...(fault === undefined ? [] : [`fault ${JSON.stringify(fault)}`]),
    ...(upstream === undefined ? [] : [`upstream sees ${upstream.method} ${upstream.authority}${upstream.path}`]),
  ];
}

/** One destination with its share and who is behind it. */
function describeDestination(destination: DestinationDecision): string {
  const { weight, state, endpoints } = destination;
  return `${weight} % to ${describePlace(destination)}: ${(state && STATES[state]) ?? endpoints.join(', ')}`;
}

const STATES: Readonly<Record<string, string>> = {
  noEndpoints: 'no workload of the set carries it, so 503',
  unknownCluster: 'the proxy knows no such host, port or subset, so 503',
  originalDst: 'the address that the client dialled',
};

function describePlace({ host, port, subset }: { host: string; port: number; subset?: string }): string {
  return `${host}:${port}${subset === undefined ? '' : ` subset ${subset}`}`;
}

/** The entries that decided: rules and clusters, or how far the request came before. */
function describeTrace(entries: readonly TraceEntry[]): string[] {
  const late = entries.filter(({ stage }) => stage === 'route' || stage === 'cluster');
  const decisive = late.length > 0 ? late : entries.filter(({ stage }) => stage !== 'endpoint');
  const shown = decisive.slice(-LINES);
  const omitted = decisive.length - shown.length;
  return [...(omitted > 0 ? [`… ${omitted} more before`] : []), ...shown.map(describeEntry)];
}

function describeEntry({ candidate, taken, reason, object, origin }: TraceEntry): string {
  const place = taken || object === undefined ? undefined : placeOf(origin);
  return `${taken ? '✓' : '✗'} ${candidate}: ${reason}${place === undefined ? '' : ` (${formatPlace(place)})`}`;
}
