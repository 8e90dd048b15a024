import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import { MeshNamespace, NamespaceMode } from '.';

const chart = (namespace?: string): Chart => new Chart(new App(), 'shop', { namespace });

/** Labels that a mode puts on a namespace. */
function labels(mode: NamespaceMode): unknown {
  const scope = chart();
  new MeshNamespace(scope, 'namespace', { metadata: { name: 'shop' }, mode });
  return Testing.synth(scope)[0].metadata.labels;
}

/** The complaint about a namespace of this mode. */
function refusal(mode: any, name = 'shop'): string {
  try {
    new MeshNamespace(chart(), 'namespace', { metadata: { name }, mode });
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

test('each mode has its labels', () => {
  expect(labels(NamespaceMode.sidecars())).toEqual({ 'istio-injection': 'enabled' });
  expect(labels(NamespaceMode.withoutSidecars())).toEqual({ 'istio-injection': 'disabled' });
  expect(labels(NamespaceMode.revision('1-30-3'))).toEqual({ 'istio.io/rev': '1-30-3' });
  expect(labels(NamespaceMode.tag('prod'))).toEqual({ 'istio.io/rev': 'prod' });
  expect(labels(NamespaceMode.ambient())).toEqual({ 'istio.io/dataplane-mode': 'ambient' });
  expect(labels(NamespaceMode.waypoint({ name: 'waypoint' }))).toEqual({
    'istio.io/dataplane-mode': 'ambient',
    'istio.io/use-waypoint': 'waypoint',
  });
  expect(labels(NamespaceMode.waypoint({ name: 'shared', namespace: 'infra', fromIngress: true }))).toEqual({
    'istio.io/dataplane-mode': 'ambient',
    'istio.io/use-waypoint': 'shared',
    'istio.io/use-waypoint-namespace': 'infra',
    'istio.io/ingress-use-waypoint': 'true',
  });
});

test('a namespace keeps its own labels, and lies in no namespace, whatever its chart', () => {
  const scope = chart('elsewhere');
  new MeshNamespace(scope, 'namespace', { metadata: { name: 'shop', labels: { team: 'a' } }, mode: NamespaceMode.sidecars() });
  expect(Testing.synth(scope)).toEqual([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a', 'istio-injection': 'enabled' } } },
  ]);
});

test('a Namespace that is there already is labelled, be it an ApiObject or of cdk8s-plus', () => {
  const scope = chart();
  MeshNamespace.label(
    new ApiObject(scope, 'plain', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }),
    NamespaceMode.ambient(),
  );
  MeshNamespace.label(new Namespace(scope, 'plus', { metadata: { name: 'b' } }), NamespaceMode.tag('prod'));
  expect(Testing.synth(scope).map((object: any) => object.metadata)).toEqual([
    { name: 'a', labels: { 'istio.io/dataplane-mode': 'ambient' } },
    { name: 'b', labels: { 'istio.io/rev': 'prod' } },
  ]);
});

test('a namespace has one mode', () => {
  const scope = chart();
  const namespace = new MeshNamespace(scope, 'namespace', { metadata: { name: 'shop' }, mode: NamespaceMode.sidecars() });
  MeshNamespace.label(namespace, NamespaceMode.sidecars()); // the same again is no harm
  expect(() => MeshNamespace.label(namespace, NamespaceMode.ambient())).toThrow(
    'shop/namespace: metadata.labels[istio-injection]: "enabled" is a label of another mode than NamespaceMode.ambient; ' +
      'give the namespace one mode, and leave this label to it',
  );
  expect(Testing.synth(scope)[0].metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  const own = { name: 'shop', labels: { 'istio.io/rev': 'old' } };
  expect(() => new MeshNamespace(scope, 'other', { metadata: own, mode: NamespaceMode.sidecars() })).toThrow(
    'shop/other: metadata.labels[istio.io/rev]: "old" is a label of another mode than NamespaceMode.sidecars',
  );
});

test("Kubernetes' own namespaces can be kept out of the mesh, but not brought in", () => {
  expect(refusal(NamespaceMode.sidecars(), 'kube-system')).toBe(
    'shop/namespace: metadata.name: "kube-system" is one of Kubernetes\' own, which Istio leaves out of the mesh; ' +
      'run the workloads in a namespace of their own',
  );
  expect(refusal(NamespaceMode.ambient(), 'kube-public')).toContain("is one of Kubernetes' own");
  expect(refusal(NamespaceMode.withoutSidecars(), 'kube-system')).toBe('none');
});

test('wrong values are refused', () => {
  expect(refusal(NamespaceMode.revision('1.30.3'))).toBe(
    'shop/namespace: metadata.labels[istio.io/rev]: "1.30.3" is not a revision; ' +
      'use up to 63 lower-case letters, digits and dashes, e.g. "1-30-3"',
  );
  expect(refusal(NamespaceMode.tag(''))).toContain('metadata.labels[istio.io/rev]: "" is not a tag');
  expect(refusal(NamespaceMode.waypoint({ name: 'none' }))).toContain(
    'metadata.labels[istio.io/use-waypoint]: "none" is the word for "no waypoint"; rename the waypoint, or use NamespaceMode.ambient()',
  );
  expect(refusal(NamespaceMode.waypoint({ name: 'w', namespace: 'A' }))).toContain(
    '[istio.io/use-waypoint-namespace]: "A" is not a namespace',
  );
  expect(refusal(NamespaceMode.waypoint({ name: 'w', fromIngress: 'yes' } as any))).toContain('"yes" is not a boolean');
  expect(refusal(NamespaceMode.waypoint({ name: 'w', extra: 1 } as any))).toContain('1 is not a field of NamespaceWaypoint; remove it');
  expect(refusal(NamespaceMode.waypoint(null as any))).toContain('null is not an object');
  expect(refusal('ambient')).toContain('metadata.labels: "ambient" was not made by NamespaceMode');
  expect(refusal(undefined)).toContain('was not made by NamespaceMode; use a factory of it, e.g. NamespaceMode.sidecars()');
  expect(refusal(NamespaceMode.ambient(), 'shop.eu')).toContain('metadata.name: "shop.eu" is not a name of a Namespace');
  expect(() => new MeshNamespace(chart(), 'n', { metadata: { namespace: 'x' }, mode: NamespaceMode.ambient() })).toThrow(
    'metadata.namespace: "x" is a namespace, and a Namespace lies in none; remove it',
  );
});
