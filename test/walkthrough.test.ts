import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MetricsServer } from '../lib/install/metrics';
import { Mesh } from '../lib/mesh';
import { Cluster } from './walkthrough/cluster';
import { blocksOf, type Command, commandOf, filesNamedIn, stepsOf } from './walkthrough/page';

const root = resolve(__dirname, '..');
const page = readFileSync(join(root, 'docs/walkthrough.md'), 'utf8');
const { istio: release } = JSON.parse(readFileSync(join(root, 'imports/version.json'), 'utf8')) as { istio: string };
const steps = stepsOf(page);
const commands = steps.flatMap((step) => step.commands);

function run(lines: readonly (string | Command)[]): Cluster {
  const cluster = new Cluster();
  for (const line of lines) cluster.run(typeof line === 'string' ? commandOf(line) : line);
  return cluster;
}

/** Files that a kubectl verb is given, in order. */
const filesOf = (verb: string): string[] => commands.flatMap(({ line }) => new RegExp(`^kubectl ${verb} -f (\\S+)`).exec(line)?.[1] ?? []);

test('the steps are numbered from 1, and say what happens, what to see, and how it was in 2019', () => {
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
  const lacking = (label: string): string[] => steps.filter(({ text }) => !text.includes(`**${label}:** `)).map(({ title }) => title);
  expect(lacking('What happens')).toEqual(['Other tasks']);
  expect(lacking('See')).toEqual(['Other tasks']);
  expect(lacking('2019')).toEqual(['Other tasks', 'Clean up']);
});

test('every block is commands, or TypeScript, which docs.test.ts compiles', () => {
  expect(new Set(blocksOf(page).map(({ language }) => language))).toEqual(new Set(['sh', 'ts']));
  expect(commands.length).toBeGreaterThan(40);
});

test('every file that the page names exists', () => {
  const named = filesNamedIn(page);
  expect(named).toEqual(
    expect.arrayContaining(['dist/install/addons/flux.yaml', 'virtual-service-ratings-test-delay.yaml', 'docs/../main.ts']),
  );
  // A bare name is one of dist/networking/, or of the project's folder.
  const exists = (file: string): boolean => ['.', 'dist/networking'].some((folder) => existsSync(join(root, folder, file)));
  expect(named.filter((file) => !exists(file))).toEqual([]);
});

test('every release that the page names is the one that is installed', () => {
  const releases = [...page.matchAll(/Istio (\d+\.\d+\.\d+)|release (\d+\.\d+\.\d+)|istio\/(\d+\.\d+\.\d+)\//g)];
  expect(releases.length).toBeGreaterThan(8);
  expect(new Set(releases.map(([, ...versions]) => versions.find(Boolean)))).toEqual(new Set([release]));
  expect(page).toContain(`metrics-server ${MetricsServer.VERSION.slice(1)} `);
});

test('each command finds the files, kinds, namespaces and objects that it needs, and the clean-up leaves nothing behind', () => {
  const cluster = run(commands);
  expect(cluster.complaints).toEqual([]);
  expect(cluster.state).toEqual(run([]).state);
});

test('before the clean-up everything is there', () => {
  const { state } = run(steps.slice(0, -1).flatMap((step) => step.commands));
  expect(state).toEqual(
    expect.arrayContaining([
      'ClusterRoleBinding /view-metrics',
      'Deployment bookinfo/traffic-reviews-as-jason',
      'Deployment istio-system/istio-ingressgateway',
      'VirtualService bookinfo/reviews',
      'networking.istio.io/v1 VirtualService',
    ]),
  );
});

test('the clean-up deletes what was applied, in the reverse order', () => {
  // It has the objects of the file before it, with other flags.
  const alternative = 'dist/install/metrics/metrics-server-insecure-tls.yaml';
  const applied = filesOf('apply').filter((file) => file !== alternative);
  expect(applied.length).toBeGreaterThan(14);
  expect(filesOf('delete')).toEqual([...applied].reverse());
  expect(run([`kubectl apply -f ${alternative}`]).state).toEqual(run(['kubectl apply -f dist/install/metrics/metrics-server.yaml']).state);
});

describe('the order is tested by what goes wrong in another:', () => {
  const lines = commands.map(({ line }) => line);
  const ISTIO = lines.find((line) => line.startsWith('istioctl install'))!;
  const NAMESPACE = 'kubectl apply -f dist/0000-namespace.yaml';
  const BOOKINFO = 'kubectl apply -f dist/platform/kube/bookinfo.yaml';
  const SUBSETS = 'kubectl apply -f dist/networking/destination-rule-all.yaml';
  const CASE_1 = 'kubectl apply -f dist/networking/virtual-service-all-v1.yaml';

  test.each([
    [
      'an object before its kind',
      [NAMESPACE, BOOKINFO, SUBSETS],
      'no kind networking.istio.io/v1 DestinationRule is there for DestinationRule bookinfo/reviews',
    ],
    ['an object before its namespace', [BOOKINFO], 'Deployment bookinfo/reviews-v1 needs Namespace /bookinfo, which is not there'],
    [
      'a route before its subset',
      [ISTIO, NAMESPACE, BOOKINFO, CASE_1],
      'VirtualService bookinfo/reviews needs Subset bookinfo/reviews/v1, which is not there',
    ],
    [
      'a subset gone before its route',
      [ISTIO, NAMESPACE, BOOKINFO, SUBSETS, CASE_1, SUBSETS.replace('apply', 'delete')],
      'VirtualService bookinfo/reviews still needs Subset bookinfo/reviews/v1',
    ],
    [
      'a gateway without the Pods that act as it',
      [ISTIO.replace('install', 'x precheck'), NAMESPACE, BOOKINFO, 'kubectl apply -f dist/networking/bookinfo-gateway.yaml'],
      'Gateway bookinfo/bookinfo-gateway needs Deployment istio-system/istio-ingressgateway, which is not there',
    ],
    [
      'a page of an addon before the addon',
      [ISTIO, 'kubectl apply -f dist/install/addons/access.yaml'],
      'VirtualService istio-system/grafana needs Service istio-system/grafana, which is not there',
    ],
    [
      'a namespace gone before what is in it',
      [NAMESPACE, BOOKINFO, NAMESPACE.replace('apply', 'delete')],
      'Service bookinfo/reviews is still in it',
    ],
    [
      'Istio gone before its objects',
      [ISTIO, NAMESPACE, BOOKINFO, SUBSETS, 'istioctl uninstall --purge'],
      'DestinationRule bookinfo/reviews is still there',
    ],
    ['a file that is not there', ['kubectl apply -f dist/nosuch.yaml'], 'no file dist/nosuch.yaml'],
    [
      'a sample that is not there',
      ['kubectl apply -f https://raw.githubusercontent.com/istio/istio/1.30.3/samples/addons/x.yaml'],
      'no file https',
    ],
    ['a file that nothing has made', ['curl -s -b jason.cookies http://localhost/'], 'no file jason.cookies'],
    [
      'an object deleted twice',
      [NAMESPACE, NAMESPACE.replace('apply', 'delete'), NAMESPACE.replace('apply', 'delete')],
      'Namespace /bookinfo is not there',
    ],
    ['an unknown program', ['helmfile sync'], 'no program helmfile is known here'],
  ])('%s', (_what, wrong, complaint) => {
    expect(run(wrong).complaints.join('\n')).toContain(complaint);
  });
});

describe('what the page says that one sees, the routes do:', () => {
  const running = Mesh.fromFiles(['dist/0000-namespace.yaml', 'dist/platform/kube/bookinfo.yaml'].map((file) => join(root, file)));
  const after = (mesh: Mesh, ...files: string[]): Mesh => files.reduce((laid, file) => laid.with(Mesh.fromFiles([join(root, file)])), mesh);
  const gateway = after(running, 'dist/networking/bookinfo-gateway.yaml', 'dist/networking/destination-rule-all.yaml');
  const case1 = after(gateway, 'dist/networking/virtual-service-all-v1.yaml');
  const case2 = after(case1, 'dist/networking/virtual-service-reviews-test-v2.yaml');
  const versionsOf = (mesh: Mesh, user?: string, from = 'bookinfo/productpage-v1'): string[] => {
    const headers: Record<string, string> = user === undefined ? {} : { 'end-user': user };
    const decision = mesh.route({ from, host: 'reviews', port: 9080, path: '/reviews/1', headers });
    return decision.outcome === 'route' ? decision.destinations.flatMap(({ endpoints }) => endpoints) : [decision.outcome];
  };
  const ALL = ['bookinfo/reviews-v1', 'bookinfo/reviews-v2', 'bookinfo/reviews-v3'];

  test('the gateway has the page, for every host', () => {
    const decision = gateway.route({ from: 'gateway:istio=ingressgateway', host: 'localhost', port: 8080, path: '/productpage' });
    expect(decision).toMatchObject({ outcome: 'route', destinations: [{ endpoints: ['bookinfo/productpage-v1'] }] });
    const login = gateway.route({ from: 'gateway:istio=ingressgateway', host: 'localhost', port: 8080, path: '/login', method: 'POST' });
    expect(login).toMatchObject({ outcome: 'route' });
  });

  test('at first other stars at each reload', () => {
    expect(versionsOf(gateway)).toEqual(ALL);
  });

  test('case 1: reviews v1, however often you ask', () => {
    expect(versionsOf(case1)).toEqual(['bookinfo/reviews-v1']);
    expect(versionsOf(case1, 'jason')).toEqual(['bookinfo/reviews-v1']);
  });

  test('case 2: v2 for jason, v1 for everybody else', () => {
    expect(versionsOf(case2, 'jason')).toEqual(['bookinfo/reviews-v2']);
    expect(versionsOf(case2)).toEqual(['bookinfo/reviews-v1']);
    expect(versionsOf(case2, 'Jason')).toEqual(['bookinfo/reviews-v1']);
  });

  test('and so for the traffic that asks as jason', () => {
    const traffic = after(case2, 'dist/install/traffic/reviews-as-jason.yaml');
    expect(versionsOf(traffic, 'jason', 'bookinfo/traffic-reviews-as-jason')).toEqual(['bookinfo/reviews-v2']);
  });
});
