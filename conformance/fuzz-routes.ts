import { load, loadAll } from './yaml';
import { MeshConfig, Model } from '../lib/model';
import { Decision, route, RouteRequest } from '../lib/route';
import { differences, readRows, Verdict } from './corpus';
import { EXPLAINED } from './explained';

/** Where the test bed's clients call from. */
const CLIENT_ADDRESS = '11.0.3.3';

interface Mesh {
  readonly id: string;
  readonly features: readonly string[];
  readonly meshConfig?: MeshConfig;
  readonly manifests: string;
  readonly requests: readonly (RouteRequest & { readonly expect: Record<string, unknown> })[];
}

/** What the corpus' upstreams answer. */
const UPSTREAM = { status: 200, headers: { 'x-powered-by': 'echo', 'x-version': 'v0', 'cache-control': 'no-store' } };

/** Every field of what istiod and Envoy were seen to do with generated meshes. */
export function* fuzzRoutes(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  for (const row of readRows(path)) {
    const mesh = row as Mesh;
    if (filter(mesh.id)) yield* judgeMesh(mesh);
  }
}

function* judgeMesh(mesh: Mesh): Iterable<Verdict> {
  const model = Model.of(loadAll(mesh.manifests), { meshConfig: mesh.meshConfig ?? {}, parseYaml: load });
  for (const [index, { expect, ...request }] of mesh.requests.entries()) {
    const id = `${mesh.id}#${index}`;
    const section = sectionOf(request);
    try {
      const decision = route(model, { ...request, upstream: UPSTREAM, clientAddress: CLIENT_ADDRESS });
      if (decision.outcome === 'notModelled') {
        yield { id, section, kind: 'notModelled', detail: `${decision.object}: ${decision.reason}` };
        continue;
      }
      const found = differences(expect, comparable(decision));
      const explained = found.length > 0 && EXPLAINED.find(({ applies }) => applies(model, request, expect, decision));
      if (explained) {
        yield { id, section, kind: 'explained', detail: explained.name };
        continue;
      }
      yield found.length === 0
        ? { id, section, kind: 'agrees' }
        : { id, section, kind: 'differs', detail: found.join('; '), tags: mesh.features };
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      yield { id, section, kind: 'differs', detail: `threw ${detail}`, tags: mesh.features };
    }
  }
}

function sectionOf(request: RouteRequest): string {
  return `${'gateway' in request.from ? 'gateway' : 'sidecar'} ${request.protocol ?? 'http'}`;
}

/** The fields of a decision that the corpus knows, in its form; the names of Envoy's parts it does not record. */
function comparable(decision: Decision): unknown {
  const { listener: _listener, routeConfig: _routeConfig, virtualHost: _virtualHost, hints: _hints, trace: _trace, ...rest } = decision;
  const { object: _object, ...fields } = rest as typeof rest & { object?: string };
  if (!('response' in fields) || !fields.response) return fields;
  const { grpcStatus, grpcMessage, ...response } = fields.response;
  // gRPC statuses are headers there, and only recorded where a rule, not Envoy, gives the answer.
  const isRecorded = grpcStatus !== undefined && ['abort', 'directResponse', 'redirect'].includes(fields.outcome);
  const message = grpcMessage === undefined ? {} : { 'grpc-message': grpcMessage };
  return {
    ...fields,
    response: isRecorded ? { ...response, headers: { ...response.headers, 'grpc-status': String(grpcStatus), ...message } } : response,
  };
}
