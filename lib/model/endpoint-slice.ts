import { isIpAddress } from './hostname';
import { isObject, keyOf, Kind, objectsIn, Resource, stringsIn, textOf } from './resource';
import { Port, Service } from './service';
import { Workload, WorkloadIndex } from './workload';

/** One address that an EndpointSlice lists for a port. */
export interface SliceEndpoint {
  readonly address: string;
  readonly number: number;
  /** The workload, where the slice names a Pod of the set. */
  readonly workload?: Workload;
  readonly resource: Resource;
}

interface ObjectReference {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

interface SliceManifest {
  readonly addressType?: string;
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
    readonly targetRef?: ObjectReference;
  }[];
  readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
}

interface EndpointsManifest {
  readonly subsets?: readonly {
    readonly addresses?: readonly { readonly ip?: string; readonly targetRef?: ObjectReference }[];
    readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
  }[];
}

/** One list of addresses with the ports that they all have. */
interface Listing {
  readonly resource: Resource;
  readonly addresses: readonly { readonly address: string; readonly targetRef: ObjectReference | undefined }[];
  readonly ports: readonly { readonly name?: string; readonly port?: number }[];
}

const SERVICE_NAME = 'kubernetes.io/service-name';
const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';

/**
 * What the set's EndpointSlices say of Services without selector; Kubernetes makes slices of Endpoints objects, so those
 * count as well.
 * `updateEndpointCacheForSlice`, istio 1.30.3 pilot/pkg/serviceregistry/kube/controller/endpointslice.go;
 * the mirroring: kubernetes 1.35 pkg/controller/endpointslicemirroring
 */
export class EndpointSlices {
  private readonly listings = new Map<string, Listing[]>();

  public constructor(
    ofKind: (kind: string) => readonly Resource[],
    private readonly workloads: WorkloadIndex,
  ) {
    for (const resource of ofKind(Kind.ENDPOINT_SLICE)) {
      const service = textOf(resource.labels[SERVICE_NAME]);
      const { addressType, endpoints, ports } = resource.manifest as SliceManifest;
      if (service === '' || addressType === 'FQDN') continue;
      const addresses = objectsIn(endpoints)
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses: list, targetRef }) => stringsIn(list).map((address) => ({ address, targetRef })));
      this.add(`${resource.namespace}/${service}`, { resource, addresses, ports: objectsIn(ports) });
    }
    for (const resource of ofKind(Kind.ENDPOINTS)) {
      if (resource.labels[SKIP_MIRROR] === 'true') continue;
      for (const { addresses, ports } of objectsIn((resource.manifest as EndpointsManifest).subsets)) {
        const ready = objectsIn(addresses).map(({ ip, targetRef }) => ({ address: textOf(ip), targetRef }));
        this.add(keyOf(resource), { resource, addresses: ready, ports: objectsIn(ports) });
      }
    }
  }

  /** The ready addresses behind a port, which slices name as the Service does. */
  public of(service: Service, port: Port): readonly SliceEndpoint[] {
    return (this.listings.get(keyOf(service)) ?? []).flatMap(({ resource, addresses, ports }) =>
      ports
        .filter(({ name }) => textOf(name) === port.name)
        .flatMap(({ port: number = 0 }) =>
          addresses
            .filter(({ address }) => isIpAddress(address))
            .map(({ address, targetRef }) => ({ address, number, resource, workload: this.podOf(resource, targetRef) })),
        ),
    );
  }

  private podOf({ namespace }: Resource, ref: ObjectReference | undefined): Workload | undefined {
    if (!isObject(ref) || ref.kind !== 'Pod') return undefined;
    return this.workloads
      .inNamespace(textOf(ref.namespace) || namespace)
      .find(({ name, resource }) => name === ref.name && resource.kind === Kind.POD);
  }

  private add(service: string, listing: Listing): void {
    const list = this.listings.get(service);
    if (list) list.push(listing);
    else this.listings.set(service, [listing]);
  }
}
