import { App, Chart, Testing } from 'cdk8s';
import { ClientTlsSettings } from './client-tls-settings';
import { DestinationRule } from './destination-rule';

const AT = 'shop/rule: spec.trafficPolicy.tls';

function render(tls: ClientTlsSettings, namespace?: string): unknown {
  const chart = new Chart(new App(), 'shop', { namespace });
  new DestinationRule(chart, 'rule', { host: 'db.example.com', trafficPolicy: { tls } });
  return Testing.synth(chart)[0].spec.trafficPolicy.tls;
}

const FILES = { clientCertificate: '/etc/certs/client.pem', privateKey: '/etc/certs/key.pem' };
const CA = { caCertificates: '/etc/certs/ca.pem', caCrl: '/etc/certs/crl.pem' };
const SERVER = { sni: 'db.example.com', subjectAltNames: ['db.example.com'] };

test.each([
  [ClientTlsSettings.disable(), { mode: 'DISABLE' }],
  [ClientTlsSettings.simple(), { mode: 'SIMPLE' }],
  [ClientTlsSettings.simple({ ...CA, ...SERVER }), { mode: 'SIMPLE', ...CA, ...SERVER }],
  [ClientTlsSettings.simple({ insecureSkipVerify: true, sni: 'a' }), { mode: 'SIMPLE', insecureSkipVerify: true, sni: 'a' }],
  [ClientTlsSettings.simple({ insecureSkipVerify: false, ...CA }), { mode: 'SIMPLE', insecureSkipVerify: false, ...CA }],
  [ClientTlsSettings.simpleFromSecret('ca', SERVER), { mode: 'SIMPLE', credentialName: 'ca', ...SERVER }],
  [ClientTlsSettings.mutual(FILES), { mode: 'MUTUAL', ...FILES }],
  [ClientTlsSettings.mutual(FILES, { ...CA, ...SERVER }), { mode: 'MUTUAL', ...FILES, ...CA, ...SERVER }],
  [ClientTlsSettings.mutual(FILES, { insecureSkipVerify: true }), { mode: 'MUTUAL', ...FILES, insecureSkipVerify: true }],
  [ClientTlsSettings.mutualFromSecret('client', SERVER), { mode: 'MUTUAL', credentialName: 'client', ...SERVER }],
  [
    ClientTlsSettings.mutualFromSecret('client', { insecureSkipVerify: true }),
    { mode: 'MUTUAL', credentialName: 'client', insecureSkipVerify: true },
  ],
  [ClientTlsSettings.istioMutual(), { mode: 'ISTIO_MUTUAL' }],
  [ClientTlsSettings.istioMutual({ ...SERVER, insecureSkipVerify: true }), { mode: 'ISTIO_MUTUAL', ...SERVER, insecureSkipVerify: true }],
])('renders %j with the fields of its mode', (tls, expected) => {
  expect(render(tls)).toEqual(expected);
});

test('an empty list of names is left out, since it means the same', () => {
  expect(render(ClientTlsSettings.simple({ subjectAltNames: [], insecureSkipVerify: true }))).toEqual({
    mode: 'SIMPLE',
    insecureSkipVerify: true,
  });
});

const OFF = 'verifies the server, which insecureSkipVerify switches off; remove one of the two';

test.each([
  [ClientTlsSettings.simple({ insecureSkipVerify: true, caCertificates: '/ca' }), `caCertificates: "/ca" ${OFF}`],
  [ClientTlsSettings.simple({ insecureSkipVerify: true, caCrl: '/crl' }), `caCrl: "/crl" ${OFF}`],
  [ClientTlsSettings.simple({ insecureSkipVerify: true, subjectAltNames: ['a'] }), `subjectAltNames: ["a"] ${OFF}`],
  [ClientTlsSettings.mutual(FILES, { insecureSkipVerify: true, caCertificates: '/ca' }), `caCertificates: "/ca" ${OFF}`],
  [ClientTlsSettings.mutualFromSecret('client', { insecureSkipVerify: true, subjectAltNames: ['a'] }), `subjectAltNames: ["a"] ${OFF}`],
  [ClientTlsSettings.simpleFromSecret('ca', { insecureSkipVerify: true } as never), `credentialName: "ca" ${OFF}`],
  [
    ClientTlsSettings.mutualFromSecret('client', { caCertificates: '/ca' } as never),
    'caCertificates: "/ca" is not read beside certificates that are no files; remove one of the two',
  ],
  [ClientTlsSettings.istioMutual({ caCrl: '/crl' } as never), 'caCrl: "/crl" is not read beside certificates that are no files'],
  [ClientTlsSettings.simple({ credentialName: 'ca' } as never), 'credentialName: "ca" is not a field of ClientTlsSettings; remove it'],
  [ClientTlsSettings.mutual({ ...FILES, privateKey: '' }), 'privateKey: "" is empty; give it, or leave it out if it is optional'],
  [ClientTlsSettings.mutual({ privateKey: '/key' } as never), 'clientCertificate: is not a string'],
  [ClientTlsSettings.mutual({ ...FILES, caKey: '/ca' } as never), 'caKey: "/ca" is not a field of ClientCertificateFiles'],
  [ClientTlsSettings.simple({ sni: '' }), 'sni: "" is empty'],
  [ClientTlsSettings.simple({ subjectAltNames: [''] }), 'subjectAltNames[0]: "" is empty'],
  [ClientTlsSettings.simple({ insecureSkipVerify: 'no' as never }), 'insecureSkipVerify: "no" is not a boolean'],
  [ClientTlsSettings.simple({ caCertificates: '' }), 'caCertificates: "" is empty'],
  [ClientTlsSettings.simpleFromSecret(''), 'credentialName: "" is not the name of a Secret; name it'],
])('refuses %j', (tls, message) => {
  expect(() => render(tls)).toThrow(`${AT}.${message}`);
});

test('what is not a ClientTlsSettings is refused', () => {
  expect(() => render({ mode: 'SIMPLE' } as never)).toThrow(`${AT}: {"mode":"SIMPLE"} was not made by ClientTlsSettings`);
});

test('mutual TLS without its files is refused', () => {
  expect(() => render(ClientTlsSettings.mutual(undefined as never))).toThrow(
    `${AT}: is not an object; give one with the fields of ClientCertificateFiles`,
  );
});

describe('a ConfigMap in place of a Secret', () => {
  const ca = (name: string) => ClientTlsSettings.simpleFromSecret(name);

  test('must be in the namespace of the rule, as far as that is known', () => {
    expect(render(ca('configmap://shop/ca'), 'shop')).toEqual({ mode: 'SIMPLE', credentialName: 'configmap://shop/ca' });
    expect(render(ca('configmap://other/ca'))).toEqual({ mode: 'SIMPLE', credentialName: 'configmap://other/ca' });
    expect(() => render(ca('configmap://other/ca'), 'shop')).toThrow(
      `${AT}.credentialName: "configmap://other/ca" is not in the namespace of the rule, which Istio demands; use "shop"`,
    );
  });

  test.each([['configmap://ca'], ['configmap:///ca'], ['configmap://shop/']])('refuses %j', (name) => {
    expect(() => render(ca(name))).toThrow('is not the name of a ConfigMap; write it as "configmap://namespace/name"');
  });
});
