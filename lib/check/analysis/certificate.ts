import { X509Certificate } from 'node:crypto';
import { isObject, Resource } from '../../model';
import { firstPemBlock } from './pem';

/** Pairs of keys under which a Secret may hold certificate and private key. `ExtractCertInfo`, istio 1.30.3 pilot/pkg/credentials/kube/secrets.go */
const KEYS = [
  ['cert', 'key'],
  ['tls.crt', 'tls.key'],
] as const;

/**
 * What is wrong with a Secret as a server's certificate, to follow its name; undefined of a good one. Only the first
 * certificate is looked at. `ValidateCertificate`, istio 1.30.3 pilot/pkg/xds/sds.go
 */
export function usableCertificate(secret: Resource, now: Date): string | undefined {
  const certificate = certificateIn(secret);
  if (typeof certificate === 'string') return certificate;
  if (now > new Date(certificate.validTo)) return `has a certificate that expired on ${certificate.validTo}`;
  if (now < new Date(certificate.validFrom)) return `has a certificate that is not valid before ${certificate.validFrom}`;
  return undefined;
}

/** The DNS names that a Secret's certificate is for, in small letters; undefined where it holds none that can be read. */
export function namesIn(secret: Resource): readonly string[] | undefined {
  const certificate = certificateIn(secret);
  if (typeof certificate === 'string') return undefined;
  const names = (certificate.subjectAltName ?? '').split(', ');
  return names.filter((name) => name.startsWith('DNS:')).map((name) => name.slice('DNS:'.length).toLowerCase());
}

/** The first certificate of a Secret; or why there is none, to follow its name. */
function certificateIn(secret: Resource): X509Certificate | string {
  const data = dataOf(secret);
  const pair = KEYS.find(([certificate, key]) => (data.get(certificate)?.length ?? 0) > 0 && (data.get(key)?.length ?? 0) > 0);
  if (!pair) return 'has neither tls.crt and tls.key nor cert and key';
  const der = firstPemBlock(data.get(pair[0])!.toString('latin1'));
  if (!der) return `has no PEM in ${pair[0]}`;
  try {
    return new X509Certificate(der);
  } catch {
    return `has no readable certificate in ${pair[0]}`;
  }
}

/** `data`, and over it `stringData`, as the API server merges them. */
function dataOf({ manifest }: Resource): ReadonlyMap<string, Buffer> {
  const data = new Map<string, Buffer>();
  for (const [field, encoding] of [
    ['data', 'base64'],
    ['stringData', 'utf8'],
  ] as const) {
    const values = manifest[field];
    if (!isObject(values)) continue;
    for (const [name, value] of Object.entries(values)) if (typeof value === 'string') data.set(name, Buffer.from(value, encoding));
  }
  return data;
}
