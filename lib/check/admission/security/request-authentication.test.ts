import { toResource } from '../../../model/resource';
import { checkAdmission } from '../check-admission';

function problemsOf(spec: unknown, metadata: object = {}): string[] {
  const manifest = {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: { name: 'x', namespace: 'shop', ...metadata },
    spec,
  };
  return checkAdmission(toResource({ manifest }, 'default')!).map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

test('takes an issuer with its keys', () => {
  expect(
    problemsOf({
      jwtRules: [
        { issuer: 'i', jwksUri: 'https://a/keys' },
        { issuer: 'i', jwks: '{"keys":[]}' },
      ],
    }),
  ).toEqual([]);
});

test('asks for an issuer, a URL and names', () => {
  expect(
    problemsOf({
      jwtRules: [
        {
          audiences: [''],
          fromHeaders: [{}],
          fromParams: [''],
          fromCookies: [''],
          outputClaimToHeaders: [{ header: 'a' }, { header: 'a.b', claim: 'c' }],
          timeout: '0s',
        },
        { jwksUri: 'ftp://a' },
        { jwksUri: 'https://a:b' },
      ],
    }),
  ).toEqual([
    'IST0106 spec.jwtRules.0: Nobody is named who issues the tokens: give issuer or jwksUri.',
    'IST0106 spec.jwtRules.0.audiences.0: The name is empty: give it, or remove the entry.',
    'IST0106 spec.jwtRules.0.fromHeaders.0: The name is empty: give it, or remove the entry.',
    'IST0106 spec.jwtRules.0.fromParams.0: The name is empty: give it, or remove the entry.',
    'IST0106 spec.jwtRules.0.fromCookies.0: The name is empty: give it, or remove the entry.',
    'IST0106 spec.jwtRules.0.outputClaimToHeaders.0: Both header and claim are needed: give them.',
    'IST0106 spec.jwtRules.0.outputClaimToHeaders.1.header: The header\'s name "a.b" is not the name of a header.',
    'IST0106 spec.jwtRules.0.timeout: The duration is shorter than a millisecond: use at least "1ms".',
    'IST0106 spec.jwtRules.1.jwksUri: "ftp://a" has not the scheme http or https: write https://host/path.',
    'IST0106 spec.jwtRules.2.jwksUri: "https://a:b" is not a URL: write https://host/path.',
  ]);
});

test('asks for keys that are some', () => {
  expect(
    problemsOf({
      jwtRules: [
        { issuer: 'i', jwks: '[]' },
        { issuer: 'i', jwks: '{}' },
        { issuer: 'i', jwks: '{"keys":[{"kty":"RSA","e":"AQAB"}]}' },
        { issuer: 'i', jwks: '{"kty":"EC","crv":"P-256","x":"a","y":"ab"}' },
      ],
    }),
  ).toEqual([
    'IST0106 spec.jwtRules.0.jwks: This is not a set of JSON web keys: it is not a JSON object.',
    'IST0106 spec.jwtRules.1.jwks: This is not a set of JSON web keys: it has no "keys", and "kty" is not RSA, EC, OKP or oct.',
    'IST0106 spec.jwtRules.2.jwks: This is not a set of JSON web keys: in key 0, "n" is missing.',
    'IST0106 spec.jwtRules.3.jwks: This is not a set of JSON web keys: it has no "keys", and "x" is not base64.',
  ]);
});

test('warns of keys that sign', () => {
  expect(
    problemsOf({ jwtRules: [{ issuer: 'i', jwks: '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"ab"},{"kty":"oct","k":"ab"}]}' }] }),
  ).toEqual([
    'IST0133 spec.jwtRules.0.jwks: Key 1 holds private material, which whoever reads the object can use: give the public part only.',
  ]);
});
