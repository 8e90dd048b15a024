/**
 * One run of the timings of routing, on the mesh of `read-mesh.ts`; prints its figures as JSON.
 *
 *     node --import tsx bench/mesh-questions.ts index SERVICES
 *     node --import tsx bench/mesh-questions.ts decisions SERVICES DISTINCT
 */
import { createRequire } from 'node:module';
import { Mesh, type MeshRequest } from 'cdk8s-istio/mesh';
import { meshYaml } from './read-mesh';

// As users have it: compiled. There is no public way to a model of parsed objects.
const compiled = createRequire(__filename);
const { Model } = compiled('../build/lib/model') as typeof import('../lib/model');
const { readYaml } = compiled('../build/lib/model/read') as typeof import('../lib/model/read');
const { route } = compiled('../build/lib/route') as typeof import('../lib/route');

/** What `index` prints, in milliseconds. */
export interface IndexFigures {
  readonly objects: number;
  /** Parsed objects to the answer of a first request: the model, istiod's indexes, and all of the client's proxy that it needs. */
  readonly first: number;
  /** The first request of one more client. */
  readonly nextClient: number;
}

/** What `decisions` prints, in decisions a second. */
export interface DecisionFigures {
  /** The first time that each service is asked. */
  readonly cold: number;
  /** After that. */
  readonly warm: number;
}

const BATCH = 20_000;
const MEASURED_MS = 1_000;

const [what, services, distinct] = process.argv.slice(2);
console.log(JSON.stringify(what === 'index' ? timeIndex(Number(services)) : timeDecisions(Number(services), Number(distinct))));

function timeIndex(count: number): IndexFigures {
  const sources = readYaml(meshYaml(count)).map(({ object, source }) => ({ manifest: object, origin: source }));
  const ask = (client: number): void => {
    const from = { workload: { namespace: `ns-${client % 50}`, name: `svc-${client}-v1` } };
    if (route(model, { from, host: 'svc-7.ns-7', port: 8080 }).outcome !== 'route') throw new Error('the first request is not routed');
  };
  const started = performance.now();
  const model = new Model(sources);
  ask(0);
  const first = performance.now() - started;
  ask(1);
  return { objects: sources.length, first, nextClient: performance.now() - started - first };
}

/** One client asks `distinct` services spread over the mesh by turns; every other request is a beta user's. */
function timeDecisions(count: number, distinct: number): DecisionFigures {
  const mesh = Mesh.fromYaml(meshYaml(count));
  // A stride without common factor with the counts: neighbours in the mesh are none in time.
  const requests = Array.from({ length: distinct }, (_, i): MeshRequest => {
    const service = (i * 7919) % count;
    return {
      from: 'ns-0/svc-0-v1',
      host: `svc-${service}.ns-${service % 50}`,
      port: 8080,
      path: `/items/${i}`,
      headers: { 'x-user': i % 2 ? 'beta' : 'alpha' },
    };
  });
  mesh.route(requests[0]!);
  const cold = rateOf(() => askAll(mesh, requests), requests.length, 0);
  const rounds = Math.max(1, Math.round(BATCH / distinct));
  const batch = (): void => {
    for (let i = 0; i < rounds; i++) askAll(mesh, requests);
  };
  rateOf(batch, rounds * distinct, MEASURED_MS); // until it is compiled
  return { cold, warm: rateOf(batch, rounds * distinct, MEASURED_MS) };
}

function askAll(mesh: Mesh, requests: readonly MeshRequest[]): void {
  for (let i = 0; i < requests.length; i++) {
    const decision = mesh.route(requests[i]!);
    // The answers are looked at, so that they have to be made.
    if (decision.outcome !== 'route' || decision.destinations.length !== (i % 2 ? 1 : 2))
      throw new Error(`wrong: ${JSON.stringify(decision)}`);
  }
}

/** Things a second of an action that does so many at once, repeated for as long. */
function rateOf(action: () => void, things: number, milliseconds: number): number {
  const started = performance.now();
  let done = 0;
  let elapsed: number;
  do {
    action();
    done += things;
    elapsed = performance.now() - started;
  } while (elapsed < milliseconds);
  return (done / elapsed) * 1000;
}
