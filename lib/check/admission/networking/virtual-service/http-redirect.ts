import { enumeration, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { checkPort } from '../../value/port';

/** networking/v1alpha3 `HTTPRedirect` */
export const HTTP_REDIRECT = message(
  {
    uri: STRING,
    authority: STRING,
    port: optional(UINT32),
    derivePort: optional(enumeration('FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT')),
    scheme: STRING,
    redirectCode: UINT32,
  },
  { oneOf: [['port', 'derivePort']] },
);

/**
 * Where the client is sent instead; istiod tells the first mistake only. `validateHTTPRedirect`, istio 1.30.3
 * pkg/config/validation/validation.go
 */
export function checkHttpRedirect(redirect: Read<typeof HTTP_REDIRECT> | undefined, spot: Spot): void {
  if (!redirect) return;
  const { uri, authority, port, derivePort, scheme, redirectCode } = redirect;
  if (uri === '' && authority === '' && scheme === '' && port === undefined && derivePort === undefined) {
    spot.error('The redirect changes nothing: give a uri, authority, scheme or port.');
  }
  if (redirectCode !== 0 && (redirectCode < 300 || redirectCode > 399)) {
    spot.at('redirectCode').error(`${redirectCode} is not a status of a redirect: use 301, 302, 303, 307 or 308.`);
  }
  if (scheme !== '' && scheme !== 'http' && scheme !== 'https') {
    spot.at('scheme').error(`${JSON.stringify(scheme)} is not a scheme to redirect to: use "http" or "https".`);
  }
  if (port !== undefined && port > 0) checkPort(port, spot.at('port'));
}
