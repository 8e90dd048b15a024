import { BOOL, enumeration, list, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';

/** networking/v1alpha3 `ClientTLSSettings` */
export const CLIENT_TLS_SETTINGS = message({
  mode: enumeration('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'),
  clientCertificate: STRING,
  privateKey: STRING,
  caCertificates: STRING,
  credentialName: STRING,
  subjectAltNames: list(STRING),
  sni: STRING,
  insecureSkipVerify: optional(BOOL),
  caCrl: STRING,
});

type ClientTlsSettings = Read<typeof CLIENT_TLS_SETTINGS>;

/** TLS of connections to a host. `ValidateTLS`, istio 1.30.3 pkg/config/validation/agent/validation.go */
export function checkClientTls(settings: ClientTlsSettings | undefined, namespace: string, spot: Spot): void {
  if (!settings) return;
  checkConfigMap(settings.credentialName, namespace, spot.at('credentialName'));
  if (settings.insecureSkipVerify) checkNothingToVerify(settings, spot);
  const { mode } = settings;
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && settings.credentialName !== '') {
    for (const field of ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'] as const) {
      if (settings[field] !== '') spot.at(field).error(`${field} and credentialName exclude each other: keep one.`);
    }
  } else if (mode === 'MUTUAL') {
    if (settings.clientCertificate === '')
      spot.at('clientCertificate').error('MUTUAL needs a certificate: give clientCertificate or credentialName.');
    if (settings.privateKey === '') spot.at('privateKey').error('MUTUAL needs a private key: give privateKey or credentialName.');
  }
}

/** What insecureSkipVerify makes without effect; a MUTUAL credentialName may hold the client's own certificate only. */
function checkNothingToVerify({ mode, caCertificates, credentialName, subjectAltNames }: ClientTlsSettings, spot: Spot): void {
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  for (const [field, isSet] of [
    ['caCertificates', caCertificates !== ''],
    ['credentialName', mode === 'SIMPLE' && credentialName !== ''],
    ['subjectAltNames', subjectAltNames.length > 0],
  ] as const) {
    if (isSet) spot.at(field).error(`${field} says what to verify, and insecureSkipVerify to verify nothing: remove one of the two.`);
  }
}

const CONFIG_MAP = 'configmap://';

/**
 * `configmap://NAMESPACE/NAME`, of the object's own namespace. `ParseResourceName`, istio 1.30.3
 * pilot/pkg/model/credentials/resource.go
 */
function checkConfigMap(credentialName: string, namespace: string, spot: Spot): void {
  if (!credentialName.startsWith(CONFIG_MAP)) return;
  const [owner = '', name = ''] = credentialName.slice(CONFIG_MAP.length).split('/');
  if (owner === '' || name === '')
    spot.error(`${JSON.stringify(credentialName)} names no ConfigMap: write ${CONFIG_MAP}${namespace}/NAME.`);
  else if (owner !== namespace) spot.error(`The ConfigMap is of the namespace ${owner}: use one of ${namespace}, as the object is.`);
}
