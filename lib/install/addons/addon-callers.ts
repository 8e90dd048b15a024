import { isIP } from 'node:net';
import type { AuthorizationPolicySpec } from '../../../imports/security.istio.io';
import type { Manifest } from '../../render/manifest';
import { renderSubnet } from '../../render/names';
import type { Place } from '../../render/place';
import { listOf, renderString } from '../../render/values';

/** What keeps the others out. @internal */
export interface RenderedCallers {
  /** A policy at the gateway, less the Pods that it is for; none where TLS itself asks who it is. */
  readonly policy: (hosts: string[]) => Manifest<AuthorizationPolicySpec> | undefined;
  /** Whether each server must ask for a client's certificate. */
  readonly clientCertificate: boolean;
}

/**
 * Who may open a page that is exposed at a gateway. The others get a 403, or no TLS connection.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-ingress/
 */
export class AddonCallers {
  /**
   * Clients at these IP addresses or CIDR blocks; at least one, and none that is everybody. The gateway must see the
   * client's own address: its Service with `externalTrafficPolicy: Local`, or `numTrustedProxies` in the mesh's
   * config where a proxy stands in front.
   */
  public static fromAddresses(blocks: string[]): AddonCallers {
    return new AddonCallers((place) => {
      const notRemoteIpBlocks = renderSome(renderBlock, blocks, place.at('blocks'), 'give at least one address or CIDR block');
      return denyUnless({ notRemoteIpBlocks });
    });
  }

  /**
   * Requests with a valid JSON Web Token, named as `ISSUER/SUBJECT`, of which either may be `*`: `https://login.example.com/*`.
   * A RequestAuthentication for the gateway must say whose tokens are valid; as long as there is none, nobody is let in.
   */
  public static withToken(requestPrincipals: string[]): AddonCallers {
    return new AddonCallers((place) => {
      const notRequestPrincipals = renderSome(
        renderPrincipal,
        requestPrincipals,
        place.at('requestPrincipals'),
        'give at least one, "*" for any',
      );
      return denyUnless({ notRequestPrincipals });
    });
  }

  /**
   * Whom an external authorizer lets in, such as oauth2-proxy in front of a login: one of `extensionProviders` in the
   * mesh's config, by its name. As long as it has none of that name, nobody is let in.
   */
  public static askProvider(name: string): AddonCallers {
    return new AddonCallers((place) => {
      const at = place.at('provider');
      if (renderString(name, at) === '') at.fail(name, 'is empty', 'give the name of an extension provider');
      return {
        clientCertificate: false,
        policy: (hosts) => ({ action: 'CUSTOM', provider: { name }, rules: [{ to: [{ operation: { hosts } }] }] }),
      };
    });
  }

  /** Who has a client certificate that the server accepts: it must be MUTUAL, and says itself whose they are. */
  public static withClientCertificate(): AddonCallers {
    return new AddonCallers(() => ({ clientCertificate: true, policy: () => undefined }));
  }

  private constructor(private readonly render: (place: Place) => RenderedCallers) {}

  /** @internal */
  public _render(place: Place): RenderedCallers {
    return this.render(place);
  }
}

type Source = NonNullable<NonNullable<NonNullable<Manifest<AuthorizationPolicySpec>['rules']>[number]['from']>[number]['source']>;

/** DENY rather than ALLOW: an ALLOW would shut the gateway for all of its other hosts. */
function denyUnless(source: Source): RenderedCallers {
  return {
    clientCertificate: false,
    policy: (hosts) => ({ action: 'DENY', rules: [{ from: [{ source }], to: [{ operation: { hosts } }] }] }),
  };
}

function renderSome(render: (text: string, place: Place) => string, texts: string[], place: Place, remedy: string): string[] {
  const rendered = listOf(render)(texts, place);
  if (rendered.length === 0) place.fail(texts, 'lets nobody in', remedy);
  return rendered;
}

function renderBlock(block: string, place: Place): string {
  renderSubnet(block, place);
  if (/\/0$/.test(block) || isUnspecified(block))
    place.fail(block, 'is everybody', 'name the networks of those who may, or use another factory of AddonCallers');
  return block;
}

/** `0.0.0.0` and `::`, which nobody has, but which people write for everybody. */
function isUnspecified(address: string): boolean {
  return isIP(address) !== 0 && /^[0:.]+$/.test(address);
}

function renderPrincipal(principal: string, place: Place): string {
  if (renderString(principal, place).trim() === '') place.fail(principal, 'is empty', 'write "ISSUER/SUBJECT"');
  return principal;
}
