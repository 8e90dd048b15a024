import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { MetricsReader, type MetricsReaderProps, MetricsServer, NodeAddressType, RbacSubject } from '.';

function synth(fill: (scope: Construct) => void): Record<string, any>[] {
  const chart = new Chart(new App(), 'app', { namespace: 'bookinfo' });
  fill(chart);
  return Testing.synth(chart);
}

const reader = (props: MetricsReaderProps): Record<string, any>[] => synth((scope) => new MetricsReader(scope, 'reader', props));
const server = (props?: ConstructorParameters<typeof MetricsServer>[2]): Record<string, any>[] =>
  synth((scope) => new MetricsServer(scope, 'server', props));

describe('MetricsReader', () => {
  test('lets users, groups and service accounts read the metrics of Pods and nodes, and nothing else', () => {
    const subjects = [
      RbacSubject.user('jane@example.com'),
      RbacSubject.group('sre'),
      RbacSubject.serviceAccount('dashboard', 'monitoring'),
    ];
    expect(reader({ subjects })).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'view-metrics' },
        rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'view-metrics' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view-metrics' },
        subjects: [
          { kind: 'User', name: 'jane@example.com', apiGroup: 'rbac.authorization.k8s.io' },
          { kind: 'Group', name: 'sre', apiGroup: 'rbac.authorization.k8s.io' },
          { kind: 'ServiceAccount', name: 'dashboard', namespace: 'monitoring' },
        ],
      },
    ]);
  });

  test('may be called otherwise, for a second one', () => {
    expect(reader({ name: 'view-metrics-sre', subjects: [RbacSubject.group('sre')] }).map(({ metadata }) => metadata.name)).toEqual([
      'view-metrics-sre',
      'view-metrics-sre',
    ]);
    expect(() => reader({ name: 'a/b', subjects: [RbacSubject.group('sre')] })).toThrow('app/reader: name: "a/b" is not a name of a role');
  });

  test.each([RbacSubject.user('system:anonymous'), RbacSubject.group('system:unauthenticated')])(
    'refuses those without credentials, unless the risk is asked for',
    (subject) => {
      const { name } = subject._render(undefined as never);
      expect(() => reader({ subjects: [RbacSubject.group('sre'), subject] })).toThrow(
        `app/reader: subjects[1].name: "${name}" is whoever reaches the API server, without any credentials; ` +
          'name the users, groups or service accounts that need it, or take the risk with allowReadingWithoutCredentials: true',
      );
      const [, binding] = reader({ subjects: [subject], allowReadingWithoutCredentials: true });
      expect(binding!.subjects).toMatchObject([{ name }]);
    },
  );

  test.each([
    [[], 'subjects: [] names nobody; give at least one RbacSubject'],
    [undefined as never, 'subjects: is not a list; put it into brackets: [...]'],
    [[RbacSubject.user('')], 'subjects[0].name: "" names nobody; give the name of a user or group'],
    [[RbacSubject.group('  ')], 'subjects[0].name: "  " names nobody'],
    [[RbacSubject.serviceAccount('', 'monitoring')], 'subjects[0].name: "" is not the name of a service account'],
    [[RbacSubject.serviceAccount('dashboard', '')], 'subjects[0].namespace: "" is not a namespace'],
    [[RbacSubject.serviceAccount('dashboard', 'a.b')], 'subjects[0].namespace: "a.b" is not a namespace'],
    [[RbacSubject.user('jane'), RbacSubject.user('jane')], 'subjects[1]: "jane" is there already; remove one of the two'],
    [['jane' as never], 'subjects[0]: "jane" was not made by RbacSubject; use a factory of it, e.g. RbacSubject.user("jane@example.com")'],
  ])('refuses the subjects %p', (subjects, complaint) => {
    expect(() => reader({ subjects })).toThrow(`app/reader: ${complaint}`);
  });

  test('takes a user and a group of one name', () => {
    expect(reader({ subjects: [RbacSubject.user('ops'), RbacSubject.group('ops')] })[1]!.subjects).toHaveLength(2);
  });
});

describe('MetricsServer', () => {
  test('comes after what it needs, in kube-system, whatever the namespace of the chart', () => {
    const objects = server();
    expect(objects.map(({ kind, metadata: { namespace, name } }) => `${kind} ${namespace ?? '-'}/${name}`)).toEqual([
      'ServiceAccount kube-system/metrics-server',
      'ClusterRole -/system:aggregated-metrics-reader',
      'ClusterRole -/system:metrics-server',
      'RoleBinding kube-system/metrics-server-auth-reader',
      'ClusterRoleBinding -/metrics-server:system:auth-delegator',
      'ClusterRoleBinding -/system:metrics-server',
      'Service kube-system/metrics-server',
      'Deployment kube-system/metrics-server',
      'APIService -/v1beta1.metrics.k8s.io',
    ]);
  });

  const containerOf = (objects: Record<string, any>[]): any =>
    objects.find(({ kind }) => kind === 'Deployment')!.spec.template.spec.containers[0];

  test('verifies the kubelets, unless told otherwise', () => {
    const { args, image } = containerOf(server());
    expect(image).toBe('registry.k8s.io/metrics-server/metrics-server:v0.9.0');
    expect(args).toContain('--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname');
    expect(args).not.toContain('--kubelet-insecure-tls');
    expect(containerOf(server({ kubeletInsecureTls: true })).args).toContain('--kubelet-insecure-tls');
  });

  test('calls the addresses that are preferred', () => {
    const { args } = containerOf(server({ kubeletPreferredAddressTypes: [NodeAddressType.EXTERNAL_DNS, NodeAddressType.INTERNAL_IP] }));
    expect(args).toContain('--kubelet-preferred-address-types=ExternalDNS,InternalIP');
  });

  test('has a Service that reaches its Pods at the port they listen on', () => {
    const objects = server();
    const service = objects.find(({ kind }) => kind === 'Service')!;
    const { selector, template } = objects.find(({ kind }) => kind === 'Deployment')!.spec;
    expect(template.metadata.labels).toMatchObject(service.spec.selector);
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    const { ports, args } = containerOf(objects);
    expect(ports).toMatchObject([{ name: service.spec.ports[0].targetPort, containerPort: 10250 }]);
    expect(args).toContain('--secure-port=10250');
  });

  test.each([
    [{ kubeletPreferredAddressTypes: [] }, 'kubeletPreferredAddressTypes: [] leaves no address to call; give at least one'],
    [
      { kubeletPreferredAddressTypes: [NodeAddressType.HOSTNAME, NodeAddressType.HOSTNAME] },
      'kubeletPreferredAddressTypes[1]: "Hostname" is there already; remove one of the two',
    ],
    [
      { kubeletPreferredAddressTypes: ['internalIP' as never] },
      'kubeletPreferredAddressTypes[0]: "internalIP" is not known here; use one of Hostname, InternalIP, ExternalIP, InternalDNS, ExternalDNS',
    ],
    [{ kubeletInsecureTls: 'yes' as never }, 'kubeletInsecureTls: "yes" is not a boolean; write true or false'],
    [{ insecure: true } as never, 'insecure: true is not a field of MetricsServerProps; remove it'],
  ])('refuses %p', (props, complaint) => {
    expect(() => server(props)).toThrow(`app/server: ${complaint}`);
  });
});
