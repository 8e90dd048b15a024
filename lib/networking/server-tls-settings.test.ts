import { App, Chart, Testing } from 'cdk8s';
import { Gateway } from './gateway';
import { Server } from './server';
import { ServerCredential, ServerTlsSettings, TlsProtocolVersion } from './server-tls-settings';

function rendered(tls: unknown): unknown {
  const chart = new Chart(new App(), 'shop', { namespace: 'bookinfo' });
  new Gateway(chart, 'gw', { servers: [Server.https({ port: { number: 443 }, hosts: ['*'], tls: tls as ServerTlsSettings })] });
  return Testing.synth(chart)[0].spec.servers[0].tls;
}

const files = { serverCertificate: '/etc/cert.pem', privateKey: '/etc/key.pem' };
const ca = { caCertificates: '/etc/ca.pem', caCrl: '/etc/crl.pem' };
const protocol = {
  minProtocolVersion: TlsProtocolVersion.TLSV1_2,
  maxProtocolVersion: TlsProtocolVersion.TLSV1_3,
  cipherSuites: ['ECDHE-ECDSA-AES256-GCM-SHA384'],
};
const client = { subjectAltNames: ['client'], verifyCertificateSpki: ['c3BraQ=='], verifyCertificateHash: ['00:ff'] };

test.each<[string, ServerTlsSettings, object]>([
  ['SIMPLE with a Secret', ServerTlsSettings.simple(ServerCredential.secret('cert')), { mode: 'SIMPLE', credentialName: 'cert' }],
  [
    'SIMPLE with two Secrets and every option',
    ServerTlsSettings.simple(ServerCredential.secrets(['rsa', 'ecdsa']), protocol),
    { mode: 'SIMPLE', credentialNames: ['rsa', 'ecdsa'], ...protocol },
  ],
  ['SIMPLE with files', ServerTlsSettings.simple(ServerCredential.files(files)), { mode: 'SIMPLE', ...files }],
  [
    'SIMPLE with two pairs of files',
    ServerTlsSettings.simple(ServerCredential.certificates([files, files])),
    { mode: 'SIMPLE', tlsCertificates: [files, files] },
  ],
  [
    'MUTUAL with a Secret, another for the CA, and every option',
    ServerTlsSettings.mutual(ServerCredential.secret('cert', { caCertCredentialName: 'ca' }), { ...protocol, ...client }),
    { mode: 'MUTUAL', credentialName: 'cert', caCertCredentialName: 'ca', ...protocol, ...client },
  ],
  [
    'MUTUAL with Secrets',
    ServerTlsSettings.mutual(ServerCredential.secrets(['rsa'], { caCertCredentialName: 'ca' })),
    { mode: 'MUTUAL', credentialNames: ['rsa'], caCertCredentialName: 'ca' },
  ],
  [
    'MUTUAL with files',
    ServerTlsSettings.mutual(ServerCredential.files(files, ca), { subjectAltNames: ['client'] }),
    { mode: 'MUTUAL', ...files, ...ca, subjectAltNames: ['client'] },
  ],
  [
    'OPTIONAL_MUTUAL with pairs of files',
    ServerTlsSettings.optionalMutual(ServerCredential.certificates([files], { caCertificates: '/etc/ca.pem' })),
    { mode: 'OPTIONAL_MUTUAL', tlsCertificates: [files], caCertificates: '/etc/ca.pem' },
  ],
  [
    'OPTIONAL_MUTUAL with a Secret',
    ServerTlsSettings.optionalMutual(ServerCredential.secret('cert'), client),
    { mode: 'OPTIONAL_MUTUAL', credentialName: 'cert', ...client },
  ],
  ['ISTIO_MUTUAL', ServerTlsSettings.istioMutual(), { mode: 'ISTIO_MUTUAL' }],
  [
    'ISTIO_MUTUAL with its options',
    ServerTlsSettings.istioMutual({ subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/front'], caCrl: '/etc/crl.pem' }),
    { mode: 'ISTIO_MUTUAL', subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/front'], caCrl: '/etc/crl.pem' },
  ],
  ['PASSTHROUGH', ServerTlsSettings.passthrough(), { mode: 'PASSTHROUGH' }],
  ['AUTO_PASSTHROUGH', ServerTlsSettings.autoPassthrough(), { mode: 'AUTO_PASSTHROUGH' }],
])('%s', (_, tls, manifest) => {
  expect(rendered(tls)).toEqual(manifest);
});

test.each(Object.values(TlsProtocolVersion))('the protocol may be bounded by %s', (version) => {
  const tls = ServerTlsSettings.simple(ServerCredential.secret('cert'), { minProtocolVersion: version, maxProtocolVersion: version });
  expect(rendered(tls)).toMatchObject({ minProtocolVersion: version, maxProtocolVersion: version });
});

const secret = ServerCredential.secret('cert');
const SIMPLE = 'verifies client certificates, which SIMPLE does not ask for; use mutual or optionalMutual, or remove it';
const NO_CA = '.caCertificates: is missing: nothing would verify client certificates; give the path of the CA certificates';
const ONLY_SECRETS = 'has no effect with certificates from files; use ServerCredential.secret, or remove it';

test.each<[string, ServerTlsSettings, string]>([
  [
    'SIMPLE with a CA',
    ServerTlsSettings.simple(ServerCredential.files(files, { caCertificates: '/ca' })),
    `.caCertificates: "/ca" ${SIMPLE}`,
  ],
  ['SIMPLE with a CRL', ServerTlsSettings.simple(ServerCredential.certificates([files], { caCrl: '/crl' })), `.caCrl: "/crl" ${SIMPLE}`],
  [
    'SIMPLE with a Secret of a CA',
    ServerTlsSettings.simple(ServerCredential.secret('cert', { caCertCredentialName: 'ca' })),
    `.caCertCredentialName: "ca" ${SIMPLE}`,
  ],
  [
    'SIMPLE with names of the client',
    ServerTlsSettings.simple(secret, { subjectAltNames: ['a'] } as any),
    '.subjectAltNames: ["a"] is not a field of ServerTlsOptions; remove it',
  ],
  [
    'SIMPLE with a CRL among its options',
    ServerTlsSettings.simple(secret, { caCrl: '/crl' } as any),
    '.caCrl: "/crl" is not a field of ServerTlsOptions; remove it',
  ],
  ['MUTUAL with files and no CA', ServerTlsSettings.mutual(ServerCredential.files(files)), NO_CA],
  [
    'OPTIONAL_MUTUAL with files and no CA',
    ServerTlsSettings.optionalMutual(ServerCredential.certificates([files], { caCrl: '/crl' })),
    NO_CA,
  ],
  [
    'MUTUAL with files and hashes of keys',
    ServerTlsSettings.mutual(ServerCredential.files(files, ca), { verifyCertificateSpki: ['a'] }),
    `.verifyCertificateSpki: ["a"] ${ONLY_SECRETS}`,
  ],
  [
    'MUTUAL with files and hashes of certificates',
    ServerTlsSettings.mutual(ServerCredential.files(files, ca), { verifyCertificateHash: [] }),
    `.verifyCertificateHash: [] ${ONLY_SECRETS}`,
  ],
  [
    'MUTUAL with a CRL beside a Secret',
    ServerTlsSettings.mutual(ServerCredential.secret('cert', { caCrl: '/crl' } as any)),
    '.caCrl: "/crl" is not a field of ClientCaSecret; remove it',
  ],
  [
    'MUTUAL with a Secret for the CA beside files',
    ServerTlsSettings.mutual(ServerCredential.files(files, { ...ca, caCertCredentialName: 'ca' } as any)),
    '.caCertCredentialName: "ca" is not a field of ClientCaFiles; remove it',
  ],
  [
    'ISTIO_MUTUAL with a bound of the protocol, which Istio does not look at',
    ServerTlsSettings.istioMutual(protocol as any),
    '.minProtocolVersion: "TLSV1_2" is not a field of IstioMutualServerTlsOptions; remove it',
  ],
  [
    'ISTIO_MUTUAL with a Secret',
    ServerTlsSettings.istioMutual({ credentialName: 'a' } as any),
    '.credentialName: "a" is not a field of IstioMutualServerTlsOptions; remove it',
  ],
  ['no Secret', ServerTlsSettings.simple(ServerCredential.secret('')), '.credentialName: "" is empty; give it'],
  [
    'a Secret that is no text',
    ServerTlsSettings.simple(ServerCredential.secret(null as any)),
    '.credentialName: null is not a string; quote it',
  ],
  [
    'no list of Secrets',
    ServerTlsSettings.simple(ServerCredential.secrets([])),
    '.credentialNames: [] has 0 entries; give one or two: Istio takes no more',
  ],
  [
    'three Secrets',
    ServerTlsSettings.simple(ServerCredential.secrets(['a', 'b', 'c'])),
    '.credentialNames: ["a","b","c"] has 3 entries; give one or two: Istio takes no more',
  ],
  [
    'Secrets that are no list',
    ServerTlsSettings.simple(ServerCredential.secrets(null as any)),
    '.credentialNames: null is not a list; put it into brackets: [...]',
  ],
  ['an empty Secret among two', ServerTlsSettings.simple(ServerCredential.secrets(['a', ''])), '.credentialNames[1]: "" is empty; give it'],
  ['no files', ServerTlsSettings.simple(ServerCredential.files({} as any)), '.serverCertificate: is missing; give it'],
  [
    'a certificate without key',
    ServerTlsSettings.simple(ServerCredential.files({ serverCertificate: '/a' } as any)),
    '.privateKey: is missing; give it',
  ],
  [
    'a pair without key',
    ServerTlsSettings.simple(ServerCredential.certificates([files, { ...files, privateKey: '' }])),
    '.tlsCertificates[1].privateKey: "" is empty; give it',
  ],
  [
    'a CA of its own for a pair',
    ServerTlsSettings.simple(ServerCredential.certificates([{ ...files, caCertificates: '/ca' } as any])),
    '.tlsCertificates[0].caCertificates: "/ca" is not a field of CertificateFiles; remove it',
  ],
  [
    'three pairs',
    ServerTlsSettings.simple(ServerCredential.certificates([files, files, files])),
    `.tlsCertificates: ${JSON.stringify([files, files, files]).slice(0, 80)}... has 3 entries; give one or two: Istio takes no more`,
  ],
  [
    'an unknown version',
    ServerTlsSettings.simple(secret, { minProtocolVersion: '1.2' as any }),
    '.minProtocolVersion: "1.2" is not known here; use one of TLS_AUTO, TLSV1_0, TLSV1_1, TLSV1_2, TLSV1_3',
  ],
  [
    'cipher suites that are no list',
    ServerTlsSettings.simple(secret, { cipherSuites: 'ALL' as any }),
    '.cipherSuites: "ALL" is not a list; put it into brackets: [...]',
  ],
  [
    'a name of a Secret for the credential',
    ServerTlsSettings.simple('cert' as any),
    ': "cert" was not made by ServerCredential; use a factory of it, e.g. ServerCredential.secret("shop-cert")',
  ],
  [
    'no credential',
    ServerTlsSettings.mutual(undefined as any),
    ': was not made by ServerCredential; use a factory of it, e.g. ServerCredential.secret("shop-cert")',
  ],
  [
    'options that are none',
    ServerTlsSettings.simple(secret, null as any),
    ': null is not an object; give one with the fields of ServerTlsOptions',
  ],
])('%s is refused', (_, tls, complaint) => {
  expect(() => rendered(tls)).toThrow(
    expect.objectContaining({ name: 'InvalidConfigError', constructPath: 'shop/gw', message: `shop/gw: spec.servers[0].tls${complaint}` }),
  );
});
