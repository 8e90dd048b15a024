import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place } from '../render/place';
import type { DestinationRuleSpecTrafficPolicyTls } from '../../imports/networking.istio.io';
import { listOf, madeBy, renderBoolean, renderString } from '../render/values';
import { renderCredentialName } from './credential-name';

type Rendered = Manifest<DestinationRuleSpecTrafficPolicyTls>;

/** Which server the client expects. */
export interface TlsServerIdentity {
  /** Server name that the client asks for. @default - the request's host */
  readonly sni?: string;
  /**
   * Names, one of which the server's certificate must carry.
   *
   * @default - those of the ServiceEntry; else, where `sni` is not set either, the request's host; else *any*
   */
  readonly subjectAltNames?: string[];
}

/** Which server the client expects, or that it takes any. */
export interface ClientTlsOptions extends TlsServerIdentity {
  /** Whether the client takes any certificate at all. Refused beside what would verify one. @default false */
  readonly insecureSkipVerify?: boolean;
}

/** Which server the client expects, where its certificate is verified with files. */
export interface ClientTlsFileOptions extends ClientTlsOptions {
  /** Path in the proxy's container of the CA certificates that verify the server. @default - those of the operating system */
  readonly caCertificates?: string;
  /** Path in the proxy's container of a list of revoked certificates. @default - none */
  readonly caCrl?: string;
}

/** The client's own certificate as files in the proxy's container. */
export interface ClientCertificateFiles {
  /** Path of the client's certificate. */
  readonly clientCertificate: string;
  /** Path of its private key. */
  readonly privateKey: string;
}

/** Which member of the mesh the client expects. */
export interface IstioMutualClientTlsOptions {
  /** Server name that the client asks for. @default - one that names service, subset and port */
  readonly sni?: string;
  /** Identities, one of which the server must have, e.g. `spiffe://cluster.local/ns/shop/sa/cart`. @default - those of the service's workloads */
  readonly subjectAltNames?: string[];
  /** Whether the host's name need not be in the certificate; counts only for wildcard ServiceEntries with DYNAMIC_DNS. @default false */
  readonly insecureSkipVerify?: boolean;
}

/**
 * Whether and how the client speaks TLS to the destination.
 *
 * Secrets are read by gateways and, only where the rule has a `workloadSelector`, by sidecars, from
 * the namespace of the proxy. Other sidecars send plain text as if nothing was set, unless the
 * name is that of a ConfigMap: `configmap://<namespace of the rule>/<name>`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export class ClientTlsSettings {
  /** Plain text, also where the mesh would use its mutual TLS by itself. */
  public static disable(): ClientTlsSettings {
    return new ClientTlsSettings('DISABLE', { kind: 'none' }, {});
  }

  /** TLS without a client certificate. */
  public static simple(options: ClientTlsFileOptions = {}): ClientTlsSettings {
    return new ClientTlsSettings('SIMPLE', { kind: 'files' }, options);
  }

  /** TLS without a client certificate; the CA certificates come from a Secret or ConfigMap. */
  public static simpleFromSecret(credentialName: string, options: TlsServerIdentity = {}): ClientTlsSettings {
    return new ClientTlsSettings('SIMPLE', { kind: 'secret', credentialName }, options);
  }

  /** TLS with a client certificate from files. */
  public static mutual(certificate: ClientCertificateFiles, options: ClientTlsFileOptions = {}): ClientTlsSettings {
    return new ClientTlsSettings('MUTUAL', { kind: 'client files', certificate }, options);
  }

  /** TLS with a client certificate and the CA certificates from a Secret. */
  public static mutualFromSecret(credentialName: string, options: ClientTlsOptions = {}): ClientTlsSettings {
    return new ClientTlsSettings('MUTUAL', { kind: 'secret', credentialName }, options);
  }

  /** TLS with the mesh's own certificates. */
  public static istioMutual(options: IstioMutualClientTlsOptions = {}): ClientTlsSettings {
    return new ClientTlsSettings('ISTIO_MUTUAL', { kind: 'none' }, options);
  }

  private constructor(
    private readonly mode: Rendered['mode'],
    private readonly credential: Credential,
    private readonly options: ClientTlsFileOptions,
  ) {}

  /** `ValidateTLS` in pkg/config/validation/agent of istio 1.30.3. @internal */
  public _render(place: Place): Rendered {
    const { mode, credential } = this;
    const { sni, subjectAltNames, insecureSkipVerify, caCertificates, caCrl, ...rest } = place.struct(this.options, 'ClientTlsSettings');
    place.refuseUnknown(rest, 'ClientTlsSettings');
    if (credential.kind === 'none' || credential.kind === 'secret')
      refuseAll({ caCertificates, caCrl }, place, 'is not read beside certificates that are no files');
    if (insecureSkipVerify && mode !== 'ISTIO_MUTUAL') {
      const secret = mode === 'SIMPLE' && credential.kind === 'secret' ? credential.credentialName : undefined;
      const verifiers = { caCertificates, caCrl, subjectAltNames, credentialName: secret };
      refuseAll(verifiers, place, 'verifies the server, which insecureSkipVerify switches off');
    }
    return withoutUndefined({
      mode,
      caCertificates: place.field('caCertificates', caCertificates, renderText),
      caCrl: place.field('caCrl', caCrl, renderText),
      subjectAltNames: place.field('subjectAltNames', subjectAltNames, renderNames),
      sni: place.field('sni', sni, renderText),
      insecureSkipVerify: place.field('insecureSkipVerify', insecureSkipVerify, renderBoolean),
      ...renderCredential(credential, place),
    });
  }
}

/** @internal */
export const renderClientTlsSettings = madeBy<Rendered>('ClientTlsSettings', 'istioMutual()');

/** Where the certificates come from. */
type Credential =
  | { readonly kind: 'none' | 'files' }
  | { readonly kind: 'client files'; readonly certificate: ClientCertificateFiles }
  | { readonly kind: 'secret'; readonly credentialName: string };

function renderCredential(credential: Credential, place: Place): Rendered {
  if (credential.kind === 'secret') return { credentialName: renderCredentialName(credential.credentialName, place.at('credentialName')) };
  if (credential.kind !== 'client files') return {};
  const { clientCertificate, privateKey, ...rest } = place.struct(credential.certificate, 'ClientCertificateFiles');
  place.refuseUnknown(rest, 'ClientCertificateFiles');
  return {
    clientCertificate: renderText(clientCertificate, place.at('clientCertificate')),
    privateKey: renderText(privateKey, place.at('privateKey')),
  };
}

function renderText(text: string, place: Place): string {
  if (renderString(text, place) === '') place.fail(text, 'is empty', 'give it, or leave it out if it is optional');
  return text;
}

function renderNames(names: string[], place: Place): string[] | undefined {
  const rendered = listOf(renderText)(names, place);
  return rendered.length > 0 ? rendered : undefined;
}

function refuseAll(fields: { [field: string]: string | string[] | undefined }, place: Place, problem: string): void {
  for (const [field, value] of Object.entries(fields)) {
    if (value?.length) place.at(field).fail(value, problem, 'remove one of the two');
  }
}
