import { readFileSync } from 'node:fs';
import { Verdict } from './corpus';
import { judgeInternals } from './route-json-internals';
import { judgeSimulation, Simulation } from './route-json-simulation';
import { judgeTraffic, Traffic } from './route-json-traffic';

/** Sections that no request and no stage of this engine can answer, and why. */
const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  routeUnit: 'asserts the protobuf form of single routes',
  sidecarOutboundRouteConfig: 'builds proxies without Kubernetes: Unix sockets, registries made by hand',
  sidecarOutboundDuplicateHosts: 'builds registries by hand, with hosts that no Service can have',
};

/** What Istio's own test suites say of routing. */
export function* routeJson(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const sections = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  for (const [section, cases] of Object.entries(sections)) {
    if (section === 'meta' || section === 'sidecarOutboundServices') continue;
    for (const verdict of judgeSection(section, cases)) if (filter(verdict.id)) yield verdict;
  }
}

function* judgeSection(section: string, cases: unknown): Iterable<Verdict> {
  const reason = OUT_OF_SCOPE[section];
  if (reason !== undefined) {
    for (const { name } of cases as { name: string }[]) yield { id: `${section}/${name}`, section, kind: 'outOfScope', detail: reason };
  } else if (section === 'simulation') {
    for (const each of cases as Simulation[]) yield* judgeSimulation(each);
  } else if (section === 'trafficIntegration') {
    for (const each of cases as Traffic[]) yield* judgeTraffic(each);
  } else {
    yield* judgeInternals(section, cases);
  }
}
