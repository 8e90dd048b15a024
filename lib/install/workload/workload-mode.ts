import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isObject, Place } from '../../render/place';
import { NamespaceLabel } from '../namespace/namespace-mode';
import { findNamespace } from './namespace-labels';
import { addToObject, type PodAdditions, podOf } from './pod-metadata';
import { renderSidecarSettings, type SidecarSettings } from './sidecar-settings';

/** Metadata of a workload's Pods. */
export interface IPodMetadata {
  /** Value of a label, if it is set. */
  getLabel(key: string): string | undefined;
  /** Sets a label. */
  addLabel(key: string, value: string): void;
  /** Sets an annotation. */
  addAnnotation(key: string, value: string): void;
}

/** The part of a workload's metadata that tells where it runs. */
export interface IWorkloadMetadata {
  /** Its namespace; absent when only `kubectl` will know it. */
  readonly namespace?: string;
}

/** A workload of cdk8s-plus, of any version: a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod. */
export interface IMeshWorkload extends IConstruct {
  /** Metadata of its Pods. */
  readonly podMetadata: IPodMetadata;
  /** Its own metadata. */
  readonly metadata: IWorkloadMetadata;
}

/** Metadata of a Pod template, as one writes it. */
export interface PodTemplateMetadata {
  /** @default - none */
  readonly labels?: { [name: string]: string };
  /** @default - none */
  readonly annotations?: { [name: string]: string };
}

const INJECT = 'sidecar.istio.io/inject';

/**
 * How one workload joins the mesh, where it differs from its namespace. A workload has one mode, so there is a factory for each.
 *
 * The label `sidecar.istio.io/inject` is what the injection webhook selects by and what istiod then obeys (`injectRequired` in
 * pkg/kube/inject of istio 1.30.3); `istio.io/dataplane-mode` is the CNI agent's, which leaves out Pods with a sidecar
 * (`CompiledEnablementSelectors.Matches` in cni/pkg/util). They hold for Pods that are created afterwards.
 */
export class WorkloadMode {
  /**
   * As the namespace has it, and if that is a sidecar, with these settings. Refused at synth where the app's Namespace is one
   * without sidecars, for they would do nothing.
   */
  public static inherited(settings: SidecarSettings): WorkloadMode {
    return new WorkloadMode('inherited', {}, settings);
  }

  /**
   * With a sidecar, also in a namespace that has no mode or is ambient. Refused at synth where the app's Namespace says
   * `istio-injection: disabled`, which wins.
   */
  public static sidecar(settings: SidecarSettings = {}): WorkloadMode {
    return new WorkloadMode('sidecar', { [INJECT]: 'true' }, settings);
  }

  /** Without a sidecar, in a namespace that injects them. */
  public static withoutSidecar(): WorkloadMode {
    return new WorkloadMode('withoutSidecar', { [INJECT]: 'false' });
  }

  /** Ambient: without a sidecar, and through the node's ztunnel, whatever the namespace. */
  public static ambient(): WorkloadMode {
    return new WorkloadMode('ambient', { [INJECT]: 'false', [NamespaceLabel.DATA_PLANE]: 'ambient' });
  }

  /** Past ztunnel, in a namespace that is ambient. */
  public static withoutAmbient(): WorkloadMode {
    return new WorkloadMode('withoutAmbient', { [NamespaceLabel.DATA_PLANE]: 'none' });
  }

  private constructor(
    private readonly name: string,
    private readonly labels: { [label: string]: string },
    private readonly settings?: SidecarSettings,
  ) {}

  /** Adds the mode to a workload of cdk8s-plus. Refused if it has one. */
  public applyTo(workload: IMeshWorkload): void {
    const place = Place.of(workload).at('podMetadata');
    if (typeof workload.podMetadata?.addLabel !== 'function')
      place.fail(undefined, 'is not that of a workload', 'give a workload of cdk8s-plus, or use applyToObject');
    this.refuseOtherMode((label) => workload.podMetadata.getLabel(label), place);
    const { labels, annotations } = this.render(workload, place);
    for (const [name, value] of Object.entries(labels)) workload.podMetadata.addLabel(name, value);
    for (const [name, value] of Object.entries(annotations)) workload.podMetadata.addAnnotation(name, value);
    this.checkAtSynth(workload, () => workload.metadata?.namespace, place);
  }

  /** Adds the mode to the Pods of a plain object: a Deployment or other controller, or a Pod. Refused if it has one. */
  public applyToObject(object: ApiObject): void {
    const place = Place.of(object);
    const { labels, spec } = podOf(object, place.at('kind'));
    this.refuseOtherMode((label) => labels[label], place);
    this.refuseHostNetwork(spec, place);
    addToObject(object, this.render(object, place));
    this.checkAtSynth(object, () => object.metadata.namespace, place);
  }

  /**
   * The metadata of a Pod template with the mode added, for what is no construct of its own.
   *
   * @param scope construct that the template is for: named by complaints
   * @param metadata the template's metadata so far
   * @param namespace where it will run, if that is known
   */
  public podMetadata(scope: IConstruct, metadata: PodTemplateMetadata = {}, namespace?: string): PodTemplateMetadata {
    const place = Place.of(scope).at('template').at('metadata');
    const { labels, annotations, ...others } = place.struct(metadata, 'PodTemplateMetadata');
    this.refuseOtherMode((label) => labels?.[label], place);
    const added = this.additions(place);
    this.checkAtSynth(scope, () => namespace, place);
    return { ...others, labels: { ...labels, ...added.labels }, annotations: { ...annotations, ...added.annotations } };
  }

  private render(construct: IConstruct, place: Place): PodAdditions {
    const before = modes.get(construct);
    if (before !== undefined)
      place.fail(undefined, `has WorkloadMode.${before} already, and WorkloadMode.${this.name} is another`, 'give the workload one mode');
    const additions = this.additions(place);
    modes.set(construct, this.name);
    return additions;
  }

  private additions(place: Place): PodAdditions {
    return {
      labels: this.labels,
      annotations: this.settings === undefined ? {} : renderSidecarSettings(this.settings, place.at('sidecar')),
    };
  }

  /** Labels that a Pod has already, and that leave no sidecar for the settings. */
  private refuseOtherMode(labelOf: (name: string) => unknown, place: Place): void {
    if (this.settings === undefined) return;
    for (const [label, value] of [
      [INJECT, 'false'],
      [NamespaceLabel.DATA_PLANE, 'ambient'],
    ] as const) {
      if (labelOf(label) !== value) continue;
      const at = place.at('labels').at(label);
      at.fail(
        value,
        `is of a Pod without a sidecar, and WorkloadMode.${this.name} is about one`,
        'remove the label, or leave the mode out',
      );
    }
  }

  /** A sidecar would redirect the traffic of the whole node, so istiod injects none (`injectRequired`). */
  private refuseHostNetwork(spec: object, place: Place): void {
    if (this.settings !== undefined && isObject(spec) && (spec as { hostNetwork?: unknown }).hostNetwork === true)
      place
        .at('hostNetwork')
        .fail(true, 'is a Pod in the network of its node, which gets no sidecar', 'leave the mode out, or hostNetwork');
  }

  private checkAtSynth(construct: IConstruct, namespaceOf: () => string | undefined, place: Place): void {
    if (this.settings === undefined) return;
    const asker = {};
    place.atSynth(() => {
      const name = namespaceOf();
      const namespace = name === undefined ? undefined : findNamespace(construct, name, asker);
      const label = (key: string): string | undefined => namespace?.metadata.getLabel(key);
      const whose = `the namespace ${name} (${namespace?.node.path})`;
      const injection = label(NamespaceLabel.INJECTION);
      const sidecar = place.at('sidecar');
      if (injection === 'disabled')
        return sidecar.problem(undefined, `${whose} is one without sidecars, which wins`, 'give it another mode, or leave this one out');
      const injects = injection === 'enabled' || label(NamespaceLabel.REVISION) !== undefined;
      if (this.name === 'inherited' && !injects && label(NamespaceLabel.DATA_PLANE) === 'ambient')
        return sidecar.problem(
          undefined,
          `${whose} is ambient, so there is no sidecar that these settings could be of`,
          'remove them, or give the workload a sidecar all the same, by WorkloadMode.sidecar(...)',
        );
      return undefined;
    });
  }
}

/** Modes that workloads have. */
const modes = new WeakMap<IConstruct, string>();
