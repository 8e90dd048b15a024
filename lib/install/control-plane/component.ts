import { renderLabels } from '../../render/labels';
import { compact } from './compact';
import type { Place } from '../../render/place';
import { listOf, madeBy, mapOf, renderBoolean, renderString } from '../../render/values';
import { type Component, defaultResources, type Profile } from './profile';
import { renderResources, type Resources } from './resources';
import { type RenderedScaling, Scaling } from './scaling';
import { Toleration } from './toleration';

/** Where the Pods of a component run, and what they may use. */
export interface ComponentOptions {
  /** What each Pod asks for and may use; what is left out stays as the profile has it. @default - the profile's */
  readonly resources?: Resources;
  /** Labels of the nodes that they run on. @default - any node */
  readonly nodeSelector?: { [label: string]: string };
  /** Taints that do not keep them away, in place of the component's own (CNI agent and ztunnel tolerate all). @default - the component's own */
  readonly tolerations?: Toleration[];
}

/** The control plane itself. */
export interface IstiodOptions extends ComponentOptions {
  /** How many Pods. @default - one to five by their CPU; one in the profile demo */
  readonly scaling?: Scaling;
  /** Environment variables, which switch features: `{ PILOT_ENABLE_ALPHA_GATEWAY_API: 'true' }`. @default - none */
  readonly env?: { [name: string]: string };
}

/** The agent that redirects traffic on each node, so that Pods need no privileged init container. */
export interface CniOptions extends ComponentOptions {
  /** Whether it runs; the profile ambient cannot do without. @default - only in the profile ambient */
  readonly enabled?: boolean;
}

/** Sidecars, gateways and waypoints that istiod injects or deploys. */
export interface ProxyOptions {
  /** What each sidecar asks for and may use, unless its Pod's annotations say otherwise. @default - the profile's */
  readonly resources?: Resources;
}

/** A component as deliveries write it. @internal */
export interface RenderedComponent {
  readonly resources?: Resources;
  readonly nodeSelector?: { [label: string]: string };
  readonly tolerations?: object[];
  readonly scaling?: RenderedScaling;
  readonly env?: { [name: string]: string };
}

const renderToleration = madeBy<object>('Toleration', 'key("dedicated")');
/** @internal */
export const renderScaling = madeBy<RenderedScaling>('Scaling', 'fixed(2)');

/** The part that all components share. @internal */
export function renderComponent(options: ComponentOptions, place: Place, component: Component, profile: Profile): RenderedComponent {
  const { resources, nodeSelector, tolerations, ...rest } = options;
  place.refuseUnknown(rest, `the options of ${component}`);
  return compact({
    resources: place.field('resources', resources, (value, at) => renderResources(value, at, defaultResources(component, profile))),
    nodeSelector: place.field('nodeSelector', nodeSelector, renderLabels),
    tolerations: place.field('tolerations', tolerations, listOf(renderToleration))?.map(compact),
  });
}

/** @internal */
export function renderIstiod(options: IstiodOptions, place: Place, profile: Profile): RenderedComponent {
  const { scaling, env, ...shared } = place.struct(options, 'IstiodOptions');
  return {
    ...renderComponent(shared, place, 'istiod', profile),
    ...compact({ scaling: place.field('scaling', scaling, renderScaling), env: place.field('env', env, mapOf(renderString)) }),
  };
}

/** @internal */
export function renderCni(options: CniOptions, place: Place, profile: Profile): RenderedComponent {
  const { enabled, ...shared } = place.struct(options, 'CniOptions');
  place.field('enabled', enabled, renderBoolean);
  return renderComponent(shared, place, 'cni', profile);
}

/** @internal */
export function renderProxy(options: ProxyOptions, place: Place, profile: Profile): RenderedComponent {
  const { resources, ...rest } = place.struct(options, 'ProxyOptions');
  place.refuseUnknown(rest, 'ProxyOptions');
  return renderComponent({ resources }, place, 'proxy', profile);
}
