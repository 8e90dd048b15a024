import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { ClientTlsSettings } from './client-tls-settings';
import { DestinationRule, DestinationRuleProps } from './destination-rule';
import { LoadBalancer } from './load-balancer';
import { IServicePort, ServiceRef } from './service';
import type { SubsetProps } from './subset';

const REVIEWS = ServiceRef.of({ name: 'reviews', namespace: 'shop', ports: [{ port: 9080 }] });

function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

function spec(props: Partial<DestinationRuleProps>): Record<string, unknown> {
  const chart = shop();
  new DestinationRule(chart, 'rule', { host: 'reviews', ...props });
  return Testing.synth(chart)[0].spec;
}

test('is a DestinationRule of networking.istio.io/v1 with the metadata that was given', () => {
  const chart = shop();
  new DestinationRule(chart, 'rule', { host: REVIEWS, metadata: { name: 'versions', labels: { team: 'a' } } });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'versions', namespace: 'shop', labels: { team: 'a' } },
      spec: { host: 'reviews' },
    },
  ]);
});

test.each([
  ['reviews', 'reviews'],
  ['*.example.com', '*.example.com'],
  ['*', '*'],
  [REVIEWS, 'reviews'],
  [ServiceRef.of({ name: 'ratings', namespace: 'other' }), 'ratings.other.svc.cluster.local'],
])('the host %j renders as %s', (host, rendered) => {
  expect(spec({ host })).toEqual({ host: rendered });
});

test('tells its host as the manifest names it', () => {
  const host = ServiceRef.of({ name: 'ratings', namespace: 'other' });
  expect(new DestinationRule(shop(), 'rule', { host }).host).toBe('ratings.other.svc.cluster.local');
});

test.each([
  [{ host: 'a_b' }, 'spec.host: "a_b" has the invalid label "a_b"'],
  [{ host: undefined as never }, 'spec.host: is not a service; give a Service'],
  [{ subsets: [] } as never, 'spec.subsets: [] is not a field of DestinationRuleProps; remove it'],
  [{ trafficPolicy: {} }, 'spec.trafficPolicy: {} says nothing, which Istio refuses'],
  [{ trafficPolicy: null as never }, 'spec.trafficPolicy: null is not an object; give one with the fields of TrafficPolicy'],
  [{ exportTo: '.' as never }, 'spec.exportTo: "." is not a list; put it into brackets: [...]'],
  [{ workloadSelector: ['app'] as never }, 'spec.workloadSelector.matchLabels: ["app"] is not a map'],
  [{ metadata: { name: 'Upper' } }, 'metadata.name: "Upper" is not a name that Kubernetes takes'],
  [{ exportTo: ['*', '.'] }, 'spec.exportTo[0]: ["*","."] has "*" beside others'],
  [
    { exportTo: ['*'], workloadSelector: { app: 'a' } },
    'spec.exportTo[0]: "*" goes beyond the own namespace, where a workloadSelector has no effect',
  ],
  [{ workloadSelector: { '': 'a' } }, 'spec.workloadSelector.matchLabels[]: "" is not a label key; name the label'],
  [{ workloadSelector: { app: 'a*' } }, 'spec.workloadSelector.matchLabels.app: "app=a*" has a wildcard, which a selector does not take'],
  [{ workloadSelector: { 'a*': 'a' } }, 'spec.workloadSelector.matchLabels[a*]: "a*=a" has a wildcard'],
  [{ workloadSelector: { app: 'a'.repeat(64) } }, 'spec.workloadSelector.matchLabels.app: "aaa'],
  [{ workloadSelector: { app: 1 as never } }, 'spec.workloadSelector.matchLabels.app: 1 is not a label value; use up to 63 characters'],
])('refuses %j at once, with construct and field', (props: Partial<DestinationRuleProps>, message) => {
  expect(() => spec(props)).toThrow(`shop/rule: ${message}`);
});

test('holds for selected clients of its own namespace', () => {
  expect(spec({ workloadSelector: { app: 'web' }, exportTo: ['.'] })).toEqual({
    host: 'reviews',
    workloadSelector: { matchLabels: { app: 'web' } },
    exportTo: ['.'],
  });
});

test('takes JSON patches like any ApiObject', () => {
  const chart = shop();
  const rule = new DestinationRule(chart, 'rule', { host: 'reviews' });
  ApiObject.of(rule).addJsonPatch(JsonPatch.replace('/spec/host', 'ratings'));
  expect(Testing.synth(chart)[0].spec).toEqual({ host: 'ratings' });
});

describe('subsets', () => {
  test('render in the order in which they were added', () => {
    const chart = shop();
    const rule = new DestinationRule(chart, 'rule', { host: REVIEWS });
    rule.addSubset('v1', { labels: { version: 'v1' } });
    rule.addSubset('v2', { labels: { version: 'v2' }, trafficPolicy: { loadBalancer: LoadBalancer.random() } });
    rule.addSubset('all');
    expect(Testing.synth(chart)[0].spec.subsets).toEqual([
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' }, trafficPolicy: { loadBalancer: { simple: 'RANDOM' } } },
      { name: 'all' },
    ]);
  });

  test('may be added while the rule was synthesized before', () => {
    const chart = shop();
    const rule = new DestinationRule(chart, 'rule', { host: REVIEWS });
    expect(Testing.synth(chart)[0].spec).toEqual({ host: 'reviews' });
    rule.addSubset('v1');
    expect(Testing.synth(chart)[0].spec.subsets).toEqual([{ name: 'v1' }]);
  });

  test.each<[string, SubsetProps, string]>([
    ['', {}, 'name: "" is not a valid name of a subset; use up to 63 letters, digits and dashes'],
    ['v.1', {}, 'name: "v.1" is not a valid name of a subset'],
    ['v1', { labels: { 'a b': 'c' } }, 'labels[a b]: "a b" is not a label key'],
    ['v1', { labels: { version: '-' } }, 'labels.version: "-" is not a label value'],
    ['v1', { trafficPolicy: {} }, 'trafficPolicy: {} says nothing, which Istio refuses'],
    ['v1', { label: {} } as never, 'label: {} is not a field of SubsetProps; remove it'],
  ])('refuses %j with %j', (name, props, message) => {
    const rule = new DestinationRule(shop(), 'rule', { host: 'reviews' });
    rule.addSubset('first');
    expect(() => rule.addSubset(name, props)).toThrow(`shop/rule: spec.subsets[1].${message}`);
  });

  test('refuses a name that is taken, and stays as it was', () => {
    const rule = new DestinationRule(shop(), 'rule', { host: 'reviews' });
    const first = rule.addSubset('v1');
    expect(() => rule.addSubset('v1')).toThrow(
      'shop/rule: spec.subsets[1].name: "v1" is a subset already; use the one that addSubset returned, or another name',
    );
    expect(rule.subsets).toEqual([first]);
  });

  test('a subset that was refused leaves nothing behind', () => {
    const chart = shop();
    const rule = new DestinationRule(chart, 'rule', { host: 'reviews' });
    expect(() => rule.addSubset('v_1')).toThrow();
    expect(Testing.synth(chart)[0].spec).toEqual({ host: 'reviews' });
  });

  test('are told as a copy', () => {
    const rule = new DestinationRule(shop(), 'rule', { host: 'reviews' });
    rule.addSubset('v1');
    rule.subsets.pop();
    expect(rule.subsets.map(({ name }) => name)).toEqual(['v1']);
  });
});

describe('policies for single ports', () => {
  const policy = { portLevelSettings: [{ port: 9999, tls: ClientTlsSettings.simple() }] };

  test('fail at synth when the service has no such port', () => {
    const chart = shop();
    const rule = new DestinationRule(chart, 'rule', { host: REVIEWS, trafficPolicy: policy });
    rule.addSubset('v1', { trafficPolicy: policy });
    expect(() => Testing.synth(chart)).toThrow(
      /rule\] spec\.trafficPolicy\.portLevelSettings\[0\]\.port\.number: 9999 is not a port of "reviews"; use one of 9080[^]*spec\.subsets\[0\]\.trafficPolicy\.portLevelSettings\[0\]\.port\.number: 9999/,
    );
  });

  test('see the ports that a service was given later', () => {
    const chart = shop();
    const ports: IServicePort[] = [{ port: 80 }];
    new DestinationRule(chart, 'rule', { host: { name: 'reviews', metadata: {}, ports }, trafficPolicy: policy });
    ports.push({ port: 9999 });
    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test.each([['reviews'], [ServiceRef.of({ name: 'reviews' })]])('go by when the ports of %j are not known', (host) => {
    expect(spec({ host, trafficPolicy: policy }).trafficPolicy).toEqual({
      portLevelSettings: [{ port: { number: 9999 }, tls: { mode: 'SIMPLE' } }],
    });
  });
});
