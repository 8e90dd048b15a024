import { ApiObject, type ApiObjectMetadata, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { checkMetadata } from '../../render/metadata';
import { Place } from '../../render/place';
import { checkMadeBy } from '../../render/values';
import { isKubernetesName } from './names';
import { NamespaceLabel, NamespaceMode } from './namespace-mode';

/** A namespace and how it joins the mesh. */
export interface MeshNamespaceProps {
  /** Its name, and labels and annotations beside Istio's. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /** How its workloads join the mesh. */
  readonly mode: NamespaceMode;
}

/** Metadata that labels can be added to, as that of every `ApiObject` and of every cdk8s-plus construct. */
export interface ILabelledMetadata {
  /** Value of a label, if it is set. */
  getLabel(key: string): string | undefined;
  /** Sets a label. */
  addLabel(key: string, value: string): void;
}

/** A namespace of the app: an `ApiObject`, a `Namespace` of any cdk8s-plus version. */
export interface INamespace extends IConstruct {
  /** Its name. */
  readonly name: string;
  /** Its metadata. */
  readonly metadata: ILabelledMetadata;
}

/**
 * Kubernetes' own namespaces: the webhook injects nothing there (`IgnoredNamespaces` in pkg/kube/inject of istio 1.30.3), and
 * the CNI agent leaves out `kube-system` (`excludeNamespaces` in `manifests/charts/istio-cni/values.yaml`).
 */
const IGNORED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/**
 * A Namespace that joins the mesh. `kubectl apply` creates it, or adds the labels to the one that is there; `kubectl delete -f`
 * deletes it with all that is in it, whoever made it. Use `MeshNamespace.label` for a Namespace that is a construct already.
 *
 * A label of another mode that the cluster has from before stays there, and `istio-injection` wins over `istio.io/rev`
 * (Istio's webhook): remove it with `kubectl label namespace NAME istio-injection-`.
 */
export class MeshNamespace extends ApiObject {
  /**
   * Adds a mode to a Namespace of this app. Refused if it has labels of another mode, in whole or in part, or if Istio
   * leaves it out whatever its labels.
   */
  public static label(namespace: INamespace, mode: NamespaceMode): void {
    const place = Place.of(namespace as IConstruct).at('metadata');
    checkMadeBy('NamespaceMode', 'sidecars()', mode, place.at('labels'));
    const labels = mode._render(place);
    checkName(namespace.name, mode, place.at('name'));
    for (const label of Object.values(NamespaceLabel)) {
      const present = namespace.metadata.getLabel(label);
      if (present !== undefined && present !== labels[label])
        place
          .at('labels')
          .at(label)
          .fail(present, `is a label of another mode than ${String(mode)}`, 'give the namespace one mode, and leave this label to it');
    }
    for (const [label, value] of Object.entries(labels)) namespace.metadata.addLabel(label, value);
  }

  public constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    super(scope, id, { apiVersion: 'v1', kind: 'Namespace', metadata: props?.metadata });
    const place = Place.of(this);
    const { metadata, mode, ...rest } = place.struct(props, 'MeshNamespaceProps');
    place.refuseUnknown(rest, 'MeshNamespaceProps');
    checkMetadata(this, metadata);
    if (metadata?.namespace !== undefined)
      place.at('metadata').at('namespace').fail(metadata.namespace, 'is a namespace, and a Namespace lies in none', 'remove it');
    // Left alone, cdk8s gives it that of its chart, and the API server refuses it.
    if (this.metadata.namespace !== undefined) this.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    MeshNamespace.label(this, mode);
  }
}

function checkName(name: string, mode: NamespaceMode, place: Place): void {
  if (!isKubernetesName(name)) place.fail(name, 'is not a name of a Namespace', 'use up to 63 lower-case letters, digits and dashes');
  if (IGNORED.includes(name) && mode._joins)
    place.fail(name, "is one of Kubernetes' own, which Istio leaves out of the mesh", 'run the workloads in a namespace of their own');
}
