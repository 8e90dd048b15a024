import { Kind, listOf, Model, selects } from '../../model';
import { Proxy } from '../proxy';
import { claimValues } from './jwt-claims';
import { HeaderMap } from './header-map';

interface JwtRule {
  readonly issuer?: string;
  readonly outputClaimToHeaders?: readonly { readonly header?: string; readonly claim?: string }[];
}

/**
 * Headers that a verified token's claims become before a request is routed. What the client itself sends under such a
 * name is dropped.
 * `outputClaimToHeaders`, istio/api 1.30 security/v1/request_authentication.proto; `Authenticator`, Envoy 1.40
 * source/extensions/filters/http/jwt_authn/authenticator.cc
 */
export class JwtHeaders {
  private readonly outputs: readonly { readonly header: string; readonly claim: string; readonly issuer: string | undefined }[];

  public constructor(model: Model, proxy: Proxy) {
    const policies = model
      .ofKind<{ selector?: { matchLabels?: Record<string, string> }; jwtRules?: readonly JwtRule[] }>(Kind.REQUEST_AUTHENTICATION)
      .filter(
        ({ namespace, spec }) =>
          (namespace === proxy.namespace || namespace === model.rootNamespace) && selects(spec.selector?.matchLabels, proxy.labels),
      );
    this.outputs = policies.flatMap(({ spec }) =>
      listOf(spec.jwtRules).flatMap(({ issuer, outputClaimToHeaders }) =>
        listOf(outputClaimToHeaders).map(({ header = '', claim = '' }) => ({ header: header.toLowerCase(), claim, issuer })),
      ),
    );
  }

  public apply(headers: HeaderMap, claims: Readonly<Record<string, unknown>> | undefined): void {
    for (const { header } of this.outputs) headers.remove(header);
    for (const { header, claim, issuer } of this.outputs) {
      if (!claims || (claims.iss !== undefined && claims.iss !== issuer)) continue;
      const values = claimValues(claims, claim.split('.'));
      if (values.length > 0) headers.set(header, values.join(','));
    }
  }
}
