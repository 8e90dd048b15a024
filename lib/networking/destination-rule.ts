import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../render/manifest';
import { checkMetadata } from '../render/metadata';
import { Place } from '../render/place';
import type { DestinationRuleSpec, DestinationRuleSpecTrafficPolicy } from '../../imports/networking.istio.io';
import { renderExportTo } from './export-to';
import { IService, renderHost } from './service';
import { renderSubset, Subset, SubsetProps } from './subset';
import { portProblems, renderTrafficPolicy, TrafficPolicy } from './traffic-policy';
import { renderWorkloadSelector } from './workload-selector';

/** What a DestinationRule is made of. Subsets are added with `addSubset`. */
export interface DestinationRuleProps {
  /** Name, namespace, labels, annotations. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The service, or the host name of one: also of a ServiceEntry, with `*` in its first label for
   * several. A name without dots is a service in the rule's own namespace.
   */
  readonly host: string | IService;
  /** What clients do once a request has been routed to the host. @default - Istio's defaults */
  readonly trafficPolicy?: TrafficPolicy;
  /**
   * Namespaces whose proxies see the rule: `.` its own, `*` all (and then nothing else), or names.
   * With a `workloadSelector` only its own.
   *
   * @default - all, or what the mesh's config says
   */
  readonly exportTo?: string[];
  /**
   * Labels of the clients, in the namespace of the rule, that follow it; all of them, no `*`. Such a rule
   * wins over one without a selector.
   *
   * @default - all clients that see the rule
   */
  readonly workloadSelector?: { [key: string]: string };
}

/**
 * How clients deal with a service once a request has been routed to it, and which parts it has that
 * routes can name (`addSubset`).
 *
 * `InvalidConfigError` is thrown at once for what is wrong in itself; policies for ports that the
 * service does not have fail at synth.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
export class DestinationRule extends ApiObject {
  private readonly spec: Manifest<DestinationRuleSpec>;
  private readonly place: Place = Place.of(this).at('spec');
  private readonly destination: string | IService;
  private readonly parts: Subset[] = [];

  public constructor(scope: Construct, id: string, props: DestinationRuleProps) {
    const spec: Manifest<DestinationRuleSpec> = { host: '' };
    super(scope, id, { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: props.metadata, spec });
    checkMetadata(this, props.metadata);
    const { host, trafficPolicy, exportTo, workloadSelector } = props;
    const place = this.place;
    place.refuseUnknown(props, 'DestinationRuleProps', FIELDS);
    const kind = workloadSelector === undefined ? 'other' : 'DestinationRule with a workloadSelector';
    spec.host = renderHost(host, place.at('host'));
    if (trafficPolicy !== undefined) spec.trafficPolicy = renderTrafficPolicy(trafficPolicy, place.at('trafficPolicy'));
    if (workloadSelector !== undefined) spec.workloadSelector = renderWorkloadSelector(workloadSelector, place.at('workloadSelector'));
    if (exportTo !== undefined) spec.exportTo = renderExportTo(exportTo, place.at('exportTo'), kind);
    this.spec = spec;
    this.destination = host;
    this.checkPortsAtSynth(spec.trafficPolicy, place.at('trafficPolicy'));
  }

  /** The host as the manifest names it. */
  public get host(): string {
    return this.spec.host;
  }

  /** The subsets so far. */
  public get subsets(): Subset[] {
    return [...this.parts];
  }

  /**
   * Adds a part of the service's endpoints, e.g. a version, for routes to go to.
   *
   * @param name up to 63 letters, digits and dashes; refused if the rule has it already
   */
  public addSubset(name: string, props: SubsetProps = {}): Subset {
    const subsets = this.spec.subsets ?? [];
    const place = this.place.at('subsets').at(subsets.length);
    if (subsets.some((subset) => subset.name === name))
      place.at('name').fail(name, 'is a subset already', 'use the one that addSubset returned, or another name');
    const rendered = renderSubset(name, props, place);
    this.checkPortsAtSynth(rendered.trafficPolicy, place.at('trafficPolicy'));
    subsets.push(rendered);
    this.spec.subsets = subsets;
    const subset = Subset._of(name, this.destination, this.metadata.namespace);
    this.parts.push(subset);
    return subset;
  }

  /** The service may be given ports after the rule was made. */
  private checkPortsAtSynth(policy: Manifest<DestinationRuleSpecTrafficPolicy> | undefined, place: Place): void {
    const service = this.destination;
    if (!policy?.portLevelSettings || typeof service === 'string') return;
    this.node.addValidation({ validate: () => portProblems(policy, service, place) });
  }
}

const FIELDS = new Set<keyof DestinationRuleProps>(['metadata', 'host', 'trafficPolicy', 'exportTo', 'workloadSelector']);
