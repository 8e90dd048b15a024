import { App, Chart, Testing } from 'cdk8s';
import { RbacSubject } from '../metrics';
import { PortForwardAccess, type PortForwardAccessProps } from '.';

function synth(props: PortForwardAccessProps): Record<string, any>[] {
  const chart = new Chart(new App(), 'app', { namespace: 'bookinfo' });
  new PortForwardAccess(chart, 'dashboards', props);
  return Testing.synth(chart);
}

test('lets its subjects forward ports in the namespace of the addons, and nothing else', () => {
  const [role, binding] = synth({ subjects: [RbacSubject.user('jane@example.com')] });
  expect(role).toMatchObject({
    kind: 'Role',
    metadata: { namespace: 'istio-system' },
    rules: [
      { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods/portforward'], verbs: ['create'] },
    ],
  });
  expect(binding).toMatchObject({
    kind: 'RoleBinding',
    metadata: { name: role!.metadata.name, namespace: 'istio-system' },
    roleRef: { kind: 'Role', name: role!.metadata.name },
    subjects: [{ kind: 'User', name: 'jane@example.com' }],
  });
});

test('refuses nobody, and those without credentials, for whom there is no prop here', () => {
  expect(() => synth({ subjects: [] })).toThrow('app/dashboards: subjects: [] names nobody; give at least one RbacSubject');
  expect(() => synth({ subjects: [RbacSubject.user('system:anonymous')] })).toThrow(
    /^app\/dashboards: subjects\[0\]\.name: "system:anonymous" is whoever reaches the API server, without any credentials; name the users, groups or service accounts that need it$/,
  );
  expect(() => synth({ subjects: [RbacSubject.user('jane')], namespace: 'a.b' })).toThrow(
    'app/dashboards: namespace: "a.b" is not a valid namespace',
  );
});
