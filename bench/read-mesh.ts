/**
 * The mesh of N services in 50 namespaces that all timings are about: service i, in `ns-<i mod 50>`, has
 * a Service, Deployments -v1 and -v2, a DestinationRule with two subsets, and a VirtualService that
 * sends header x-user=beta to v2 and splits the rest 90/10.
 */
export function meshYaml(services: number): string {
  const documents: string[] = [];
  for (let i = 0; i < 50; i++) documents.push(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-${i}\n`);
  for (let i = 0; i < services; i++) documents.push(...serviceDocuments(`svc-${i}`, `ns-${i % 50}`));
  return documents.join('---\n');
}

function serviceDocuments(name: string, namespace: string): string[] {
  return [
    `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  ports:
    - name: http
      port: 8080
      targetPort: 8080
  selector:
    app: ${name}
`,
    deployment(name, namespace, 'v1'),
    deployment(name, namespace, 'v2'),
    `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  host: ${name}
  subsets:
    - name: v1
      labels:
        version: v1
    - name: v2
      labels:
        version: v2
`,
    `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  hosts:
    - ${name}
  http:
    - name: beta
      match:
        - headers:
            x-user:
              exact: beta
      route:
        - destination:
            host: ${name}
            subset: v2
    - name: main
      route:
        - destination:
            host: ${name}
            subset: v1
          weight: 90
        - destination:
            host: ${name}
            subset: v2
          weight: 10
`,
  ];
}

function deployment(name: string, namespace: string, version: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}-${version}
  namespace: ${namespace}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${name}
      version: ${version}
  template:
    metadata:
      labels:
        app: ${name}
        version: ${version}
    spec:
      containers:
        - name: app
          image: docker.io/example/${name}:${version}
          ports:
            - containerPort: 8080
`;
}
