import { Labels, Port, Service, Workload } from '../model';

/** The Envoy that takes the request: a workload's sidecar or a gateway. `Proxy`, istio 1.30.3 pilot/pkg/model/context.go */
export interface Proxy {
  readonly type: 'sidecar' | 'router';
  readonly namespace: string;
  /** The workload's name; of a gateway only if its Pods' workload is known. */
  readonly name?: string;
  readonly labels: Labels;
  readonly workload?: Workload;
  /** The ports of the Services that select it, by which a gateway's port becomes the one it listens on. */
  readonly targets: readonly ServiceTarget[];
}

export interface ServiceTarget {
  readonly service: Service;
  readonly port: Port;
  /** The Pod's port. */
  readonly targetPort: number;
  /** True if an earlier port of the Service has the same name, or means the same Pods' port for the same protocol: istiod then knows only that. */
  readonly isRepeated: boolean;
}
