import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from '../render/manifest';
import { checkMetadata } from '../render/metadata';
import { Place } from '../render/place';
import { listOf, renderString } from '../render/values';
import type { VirtualServiceSpec } from '../../imports/networking.istio.io';
import type { IDelegate } from './delegate-ref';
import { renderExportTo } from './export-to';
import { jwtClaims } from './http-match';
import { HttpRoute, renderHttpRoute } from './http-route';

/** What a delegate is made of: it has neither hosts nor gateways, and HTTP rules only. */
export interface DelegateVirtualServiceProps {
  /** Name, namespace, labels, annotations. @default - named by its place in the app */
  readonly metadata?: ApiObjectMetadata;
  /** Rules, tried in order; their matches must lie within those of the rule that delegates. @default - none, added later */
  readonly http?: HttpRoute[];
  /** Namespaces that may delegate to it: `.` its own, `*` all, or names. @default - all, or what the mesh's config says */
  readonly exportTo?: string[];
}

/**
 * Rules without hosts, that other VirtualServices take over. Made by `VirtualService.delegate`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Delegate
 */
export class DelegateVirtualService extends ApiObject implements IDelegate {
  private readonly spec: Manifest<VirtualServiceSpec>;

  /** Rather use `VirtualService.delegate`. */
  public constructor(scope: Construct, id: string, props: DelegateVirtualServiceProps = {}) {
    const spec: Manifest<VirtualServiceSpec> = {};
    super(scope, id, { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: props?.metadata, spec });
    this.spec = spec;
    const { place } = this;
    const { metadata, http = [], exportTo, ...rest } = place.struct(props, 'DelegateVirtualServiceProps');
    place.refuseUnknown(rest, 'a delegate');
    checkMetadata(this, metadata);
    listOf((route: HttpRoute) => this.addHttpRoute(route))(http, place.at('http'));
    if (exportTo !== undefined) spec.exportTo = renderExportTo(listOf(renderString)(exportTo, place.at('exportTo')), place.at('exportTo'));
    this.node.addValidation({ validate: () => this.problems() });
  }

  public get delegateName(): string {
    return this.name;
  }

  public get delegateNamespace(): string | undefined {
    return this.metadata.namespace;
  }

  /**
   * Adds a rule behind those that are there. It must not delegate further, for Istio follows one step only,
   * nor match claims of a JWT: that is for the rule which delegates.
   */
  public addHttpRoute(route: HttpRoute): HttpRoute {
    const http = (this.spec.http ??= []);
    const place = this.place.at('http').at(http.length);
    const rendered = renderHttpRoute(route, place, 'merged');
    if (rendered.delegate) {
      place
        .at('delegate')
        .fail(
          rendered.delegate,
          'would be a delegate of a delegate, which Istio refuses',
          'delegate to it from the VirtualService with hosts',
        );
    }
    for (const { claim, at } of jwtClaims(rendered, place)) {
      at.fail(claim, 'is a claim of a JWT, which Istio refuses in a delegate', 'match it in the rule that delegates');
    }
    http.push(rendered);
    return route;
  }

  private get place(): Place {
    return Place.of(this).at('spec');
  }

  private problems(): string[] {
    return this.spec.http?.length ? [] : [this.place.problem(undefined, 'has no route', 'add one with addHttpRoute')];
  }
}
