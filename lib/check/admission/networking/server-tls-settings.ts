import { BOOL, enumeration, list, message, type Read, STRING } from '../decode';
import type { Spot } from '../spot';

const TLS_PROTOCOL = enumeration('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3');

/** networking/v1alpha3 `ServerTLSSettings` */
export const SERVER_TLS_SETTINGS = message({
  httpsRedirect: BOOL,
  mode: enumeration('PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'),
  serverCertificate: STRING,
  privateKey: STRING,
  caCertificates: STRING,
  caCrl: STRING,
  credentialName: STRING,
  credentialNames: list(STRING),
  caCertCredentialName: STRING,
  tlsCertificates: list(message({ serverCertificate: STRING, privateKey: STRING, caCertificates: STRING })),
  subjectAltNames: list(STRING),
  verifyCertificateSpki: list(STRING),
  verifyCertificateHash: list(STRING),
  minProtocolVersion: TLS_PROTOCOL,
  maxProtocolVersion: TLS_PROTOCOL,
  cipherSuites: list(STRING),
});

export type ServerTlsSettings = Read<typeof SERVER_TLS_SETTINGS>;

const CERTIFICATE_FIELDS = [
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'credentialName',
  'credentialNames',
] as const;

/** TLS that a server ends or passes on. `validateTLSOptions`, istio 1.30.3 pkg/config/validation/validation.go */
export function checkServerTls(tls: ServerTlsSettings | undefined, spot: Spot): void {
  if (!tls) return;
  checkCiphers(tls, spot);
  if (tls.mode === 'ISTIO_MUTUAL') {
    for (const field of CERTIFICATE_FIELDS) {
      if (tls[field].length > 0) spot.at(field).error(`ISTIO_MUTUAL uses Istio's own certificates: remove ${field}.`);
    }
    return;
  }
  if (isPassthrough(tls) && (tls.caCrl !== '' || CERTIFICATE_FIELDS.some((field) => tls[field].length > 0))) {
    spot.warn(`${tls.mode} ends no TLS and ignores certificates: remove them, or use another mode.`);
  }
  checkOneSource(tls, spot);
  if (endsTls(tls)) {
    if (tls.credentialName !== '' || tls.credentialNames.length > 0) return;
    checkCertificates(tls, spot);
  }
  if (tls.caCrl === '') return;
  if (tls.credentialName !== '') spot.at('caCrl').error('With credentialName the revocation list belongs into the Secret: remove caCrl.');
  if (tls.mode === 'SIMPLE') spot.at('caCrl').error('SIMPLE asks for no certificate that could be revoked: remove caCrl, or use MUTUAL.');
}

/** `IsPassThroughServer`, istio 1.30.3 pkg/config/gateway/gateway.go */
export function isPassthrough({ mode }: ServerTlsSettings): boolean {
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}

function endsTls({ mode }: ServerTlsSettings): boolean {
  return mode === 'SIMPLE' || mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
}

function checkOneSource(tls: ServerTlsSettings, spot: Spot): void {
  const sources = [
    tls.serverCertificate !== '' && tls.privateKey !== '' && 'serverCertificate and privateKey',
    tls.credentialName !== '' && 'credentialName',
    tls.credentialNames.length > 0 && 'credentialNames',
    tls.tlsCertificates.length > 0 && 'tlsCertificates',
  ].filter(Boolean);
  if (sources.length > 1) spot.error(`${sources.join(', ')} exclude each other: keep one source of certificates.`);
}

function checkCertificates(tls: ServerTlsSettings, spot: Spot): void {
  if (tls.mode !== 'SIMPLE' && tls.caCertificates === '') {
    spot.at('caCertificates').error(`${tls.mode} asks clients for certificates: give caCertificates or credentialName.`);
  }
  const pairs = tls.tlsCertificates;
  if (pairs.length > 2) spot.at('tlsCertificates').warn(`A server takes up to two certificates: remove ${pairs.length - 2} of them.`);
  if (pairs.length === 0) checkPair(tls, tls.mode, spot);
  for (const [index, pair] of pairs.entries()) checkPair(pair, tls.mode, spot.at('tlsCertificates').at(index));
}

function checkPair(pair: { readonly serverCertificate: string; readonly privateKey: string }, mode: string, spot: Spot): void {
  for (const field of ['serverCertificate', 'privateKey'] as const) {
    if (pair[field] === '') spot.at(field).error(`${mode} needs a certificate and its key: give ${field}, or credentialName in its place.`);
  }
}

/** `ValidCipherSuites`, istio 1.30.3 pkg/config/security/security.go */
const CIPHER_SUITES: ReadonlySet<string> = new Set([
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-RSA-AES128-SHA'],
  ...['ECDHE-ECDSA-AES256-SHA', 'ECDHE-RSA-AES256-SHA', 'AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA', 'AES256-SHA'],
  'DES-CBC3-SHA',
]);

function checkCiphers({ minProtocolVersion, cipherSuites }: ServerTlsSettings, spot: Spot): void {
  if ((minProtocolVersion === 'TLSV1_0' || minProtocolVersion === 'TLSV1_1') && cipherSuites.length === 0) {
    spot.at('minProtocolVersion').warn('The default ciphers are none of TLS below 1.2: name cipherSuites, or use TLSV1_2.');
  }
  const seen = new Set<string>();
  for (const [index, suite] of cipherSuites.entries()) {
    const at = spot.at('cipherSuites').at(index);
    if (!isCipherSuite(suite)) at.warn(`There is no cipher suite ${JSON.stringify(suite)}, and Istio ignores it: mend its name.`);
    else if (seen.has(suite)) at.warn(`The cipher suite ${JSON.stringify(suite)} is listed twice: remove one.`);
    seen.add(suite);
  }
}

/** What begins with neither letter nor digit is taken for an expression of OpenSSL. `IsValidCipherSuite` */
function isCipherSuite(suite: string): boolean {
  return suite === '' || suite === 'ALL' || CIPHER_SUITES.has(suite) || !startsWithLetterOrNumber(suite);
}

/** Go looks at the first byte of UTF-8 as a character of Latin-1. */
function startsWithLetterOrNumber(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(Buffer.from(text.slice(0, 2), 'utf8').toString('latin1'));
}
