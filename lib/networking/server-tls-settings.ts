import { type Manifest, withoutUndefined } from '../render/manifest';
import type { Place, Renderer } from '../render/place';
import type { GatewaySpecServersTls } from '../../imports/networking.istio.io';
import { listOf, madeBy, oneOf, renderString } from '../render/values';

/** A version of the TLS protocol. */
export enum TlsProtocolVersion {
  /** The proxy's own choice. */
  TLS_AUTO = 'TLS_AUTO',
  /** Needs `cipherSuites` that fit. */
  TLSV1_0 = 'TLSV1_0',
  /** Needs `cipherSuites` that fit. */
  TLSV1_1 = 'TLSV1_1',
  /** TLS 1.2. */
  TLSV1_2 = 'TLSV1_2',
  /** TLS 1.3. */
  TLSV1_3 = 'TLSV1_3',
}

/** A certificate and its key as files in the gateway's container. */
export interface CertificateFiles {
  /** Path of the server's certificate chain. */
  readonly serverCertificate: string;
  /** Path of its private key. */
  readonly privateKey: string;
}

/** How clients' certificates are verified, where the server's own come from files. */
export interface ClientCaFiles {
  /** Path of the CA certificates; needed by `mutual` and `optionalMutual`, refused by `simple`. @default - none */
  readonly caCertificates?: string;
  /** Path of a list of revoked certificates; refused by `simple`. @default - none */
  readonly caCrl?: string;
}

/** How clients' certificates are verified, where the server's own come from Secrets. */
export interface ClientCaSecret {
  /** Secret or ConfigMap with the CA certificates; refused by `simple`. @default - Istio's: the (first) Secret itself, or the one named `<secret>-cacert` */
  readonly caCertCredentialName?: string;
}

type Fields = Manifest<GatewaySpecServersTls>;

/** Where a gateway has its certificates from; exactly one of four. */
export class ServerCredential {
  /** A Secret in the namespace of the gateway's workload. */
  public static secret(credentialName: string, clientCa: ClientCaSecret = {}): ServerCredential {
    return new ServerCredential((place) => ({
      credentialName: renderText(credentialName, place.at('credentialName')),
      ...renderCaSecret(clientCa, place),
    }));
  }

  /** One or two Secrets, e.g. for an RSA and an ECDSA certificate. */
  public static secrets(credentialNames: string[], clientCa: ClientCaSecret = {}): ServerCredential {
    return new ServerCredential((place) => ({
      credentialNames: renderOneOrTwo(credentialNames, place.at('credentialNames'), renderText),
      ...renderCaSecret(clientCa, place),
    }));
  }

  /** Files in the gateway's container. */
  public static files(files: CertificateFiles, clientCa: ClientCaFiles = {}): ServerCredential {
    return new ServerCredential((place) => ({ ...renderFiles(files, place), ...renderCaFiles(clientCa, place) }));
  }

  /** One or two pairs of files, e.g. for an RSA and an ECDSA certificate. */
  public static certificates(certificates: CertificateFiles[], clientCa: ClientCaFiles = {}): ServerCredential {
    return new ServerCredential((place) => ({
      tlsCertificates: renderOneOrTwo(certificates, place.at('tlsCertificates'), renderFiles),
      ...renderCaFiles(clientCa, place),
    }));
  }

  private constructor(private readonly render: (place: Place) => Fields) {}

  /** @internal */
  public _render(place: Place): Fields {
    return this.render(place);
  }
}

function renderCaSecret(clientCa: ClientCaSecret, place: Place): Fields {
  const { caCertCredentialName, ...rest } = place.struct(clientCa, 'ClientCaSecret');
  place.refuseUnknown(rest, 'ClientCaSecret');
  return withoutUndefined({ caCertCredentialName: place.field('caCertCredentialName', caCertCredentialName, renderText) });
}

function renderCaFiles(clientCa: ClientCaFiles, place: Place): Fields {
  const { caCertificates, caCrl, ...rest } = place.struct(clientCa, 'ClientCaFiles');
  place.refuseUnknown(rest, 'ClientCaFiles');
  return withoutUndefined({
    caCertificates: place.field('caCertificates', caCertificates, renderText),
    caCrl: place.field('caCrl', caCrl, renderText),
  });
}

function renderFiles(files: CertificateFiles, place: Place): CertificateFiles {
  const { serverCertificate, privateKey, ...rest } = place.struct(files, 'CertificateFiles');
  place.refuseUnknown(rest, 'CertificateFiles');
  return {
    serverCertificate: renderText(serverCertificate, place.at('serverCertificate')),
    privateKey: renderText(privateKey, place.at('privateKey')),
  };
}

/** A name, path or hash, which Istio takes for absent if it is empty. */
function renderText(text: string, place: Place): string {
  if (text === undefined) place.fail(text, 'is missing', 'give it');
  if (renderString(text, place) === '') place.fail(text, 'is empty', 'give it');
  return text;
}

function renderOneOrTwo<Item, Rendered>(items: Item[], place: Place, render: Renderer<Item, Rendered>): Rendered[] {
  const rendered = listOf(render)(items, place);
  if (rendered.length < 1 || rendered.length > 2) place.fail(items, `has ${items.length} entries`, 'give one or two: Istio takes no more');
  return rendered;
}

/** What servers that open TLS can say of the protocol. */
export interface ServerTlsOptions {
  /** @default - the mesh's, else TLS 1.2 */
  readonly minProtocolVersion?: TlsProtocolVersion;
  /** @default - the proxy's choice */
  readonly maxProtocolVersion?: TlsProtocolVersion;
  /** Names as Envoy knows them, e.g. `ECDHE-ECDSA-AES256-GCM-SHA384`. @default - the mesh's, else Envoy's */
  readonly cipherSuites?: string[];
}

/** What servers that ask for client certificates can demand of them. */
export interface MutualServerTlsOptions extends ServerTlsOptions {
  /** Names of the client, one of which its certificate must carry. @default - any */
  readonly subjectAltNames?: string[];
  /** Base64 SHA-256 hashes of public keys, one of which must be the client's; only with Secrets. @default - any */
  readonly verifyCertificateSpki?: string[];
  /** Hex SHA-256 hashes of certificates, one of which must be the client's; only with Secrets. @default - any */
  readonly verifyCertificateHash?: string[];
}

/** What servers can demand of the mesh's own certificates. */
export interface IstioMutualServerTlsOptions {
  /** Identities, one of which the client must have, e.g. `spiffe://cluster.local/ns/shop/sa/front`. @default - any of the mesh */
  readonly subjectAltNames?: string[];
  /** Path of a list of revoked certificates. @default - none */
  readonly caCrl?: string;
}

const CLIENT_CA = ['caCertificates', 'caCrl', 'caCertCredentialName'] as const;

/**
 * What a gateway's server does with TLS.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings
 */
export class ServerTlsSettings {
  /** Opens TLS; asks for no client certificate. */
  public static simple(credential: ServerCredential, options: ServerTlsOptions = {}): ServerTlsSettings {
    return new ServerTlsSettings((place) => {
      const rendered = renderCredential(credential, place);
      for (const field of CLIENT_CA) {
        if (rendered[field] !== undefined)
          place
            .at(field)
            .fail(
              rendered[field],
              'verifies client certificates, which SIMPLE does not ask for',
              'use mutual or optionalMutual, or remove it',
            );
      }
      return { mode: 'SIMPLE', ...rendered, ...renderOptions(options, place) };
    });
  }

  /** Opens TLS; a client must show a valid certificate. */
  public static mutual(credential: ServerCredential, options: MutualServerTlsOptions = {}): ServerTlsSettings {
    return new ServerTlsSettings((place) => ({ mode: 'MUTUAL', ...renderMutual(credential, options, place) }));
  }

  /** Opens TLS; a client may show a certificate, which must then be valid. */
  public static optionalMutual(credential: ServerCredential, options: MutualServerTlsOptions = {}): ServerTlsSettings {
    return new ServerTlsSettings((place) => ({ mode: 'OPTIONAL_MUTUAL', ...renderMutual(credential, options, place) }));
  }

  /** Opens TLS with the mesh's own certificates, for clients of the mesh. */
  public static istioMutual(options: IstioMutualServerTlsOptions = {}): ServerTlsSettings {
    return new ServerTlsSettings((place) => {
      const { subjectAltNames, caCrl, ...rest } = place.struct(options, 'IstioMutualServerTlsOptions');
      place.refuseUnknown(rest, 'IstioMutualServerTlsOptions');
      return withoutUndefined({
        mode: 'ISTIO_MUTUAL',
        subjectAltNames: place.field('subjectAltNames', subjectAltNames, listOf(renderText)),
        caCrl: place.field('caCrl', caCrl, renderText),
      });
    });
  }

  /** Passes TLS on unopened; `TlsRoute`s choose the destination by SNI. */
  public static passthrough(): ServerTlsSettings {
    return new ServerTlsSettings(() => ({ mode: 'PASSTHROUGH' }));
  }

  /** Passes TLS on unopened to the cluster that the SNI itself names; for gateways between networks of one mesh. */
  public static autoPassthrough(): ServerTlsSettings {
    return new ServerTlsSettings(() => ({ mode: 'AUTO_PASSTHROUGH' }));
  }

  private constructor(private readonly render: (place: Place) => Fields) {}

  /** `validateTLSOptions` in pkg/config/validation of istio 1.30.3. @internal */
  public _render(place: Place): Fields {
    return this.render(place);
  }
}

const renderCredential = madeBy<Fields>('ServerCredential', 'secret("shop-cert")');

function renderMutual(credential: ServerCredential, options: MutualServerTlsOptions, place: Place): Fields {
  const { subjectAltNames, verifyCertificateSpki, verifyCertificateHash, ...shared } = place.struct(options, 'MutualServerTlsOptions');
  const rendered = renderCredential(credential, place);
  if (rendered.credentialName === undefined && rendered.credentialNames === undefined) {
    if (rendered.caCertificates === undefined)
      place
        .at('caCertificates')
        .fail(undefined, 'is missing: nothing would verify client certificates', 'give the path of the CA certificates');
    // Only ApplyCredentialSDSToServerCommonTLSContext (pilot/pkg/security/model of istio 1.30.3) reads them.
    for (const [field, value] of Object.entries({ verifyCertificateSpki, verifyCertificateHash })) {
      if (value !== undefined)
        place.at(field).fail(value, 'has no effect with certificates from files', 'use ServerCredential.secret, or remove it');
    }
  }
  return withoutUndefined({
    ...rendered,
    ...renderOptions(shared, place),
    subjectAltNames: place.field('subjectAltNames', subjectAltNames, listOf(renderText)),
    verifyCertificateSpki: place.field('verifyCertificateSpki', verifyCertificateSpki, listOf(renderText)),
    verifyCertificateHash: place.field('verifyCertificateHash', verifyCertificateHash, listOf(renderText)),
  });
}

function renderOptions(options: ServerTlsOptions, place: Place): Fields {
  const { minProtocolVersion, maxProtocolVersion, cipherSuites, ...rest } = place.struct(options, 'ServerTlsOptions');
  place.refuseUnknown(rest, 'ServerTlsOptions');
  return withoutUndefined({
    minProtocolVersion: place.field('minProtocolVersion', minProtocolVersion, renderVersion),
    maxProtocolVersion: place.field('maxProtocolVersion', maxProtocolVersion, renderVersion),
    cipherSuites: place.field('cipherSuites', cipherSuites, listOf(renderString)),
  });
}

const renderVersion = oneOf(Object.values(TlsProtocolVersion));
