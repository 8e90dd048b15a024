/**
 * What to do where a rule of Istio's CRDs is broken, by the message that the CRD gives with it. The CRD's own message
 * stands in for a rule that is not here. Three rules about credentials overlap, one with a wrong message; they are one
 * mistake, so they have one sentence.
 */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['must be a valid duration greater than 1ms', 'give a duration of at least 1ms, such as 5s or 250ms'],
  ['port must be between 1-65535', 'a port is a number from 1 to 65535'],
  ['port name must be valid', 'a port name has at most 62 letters, digits and dashes, with no dash at either end; correct it'],
  ['port number cannot be duplicated', 'two ports have the same number; give each its own'],
  ['hostname cannot be wildcard', 'a host that is only a wildcard is not allowed; name a domain, as in *.example.com'],
  ['Address is required', 'neither address nor network is set; set address'],
  [
    'CIDR addresses are allowed only for NONE/STATIC resolution types',
    'address ranges (with a /) need resolution NONE or STATIC; change one of them',
  ],
  [
    'NONE mode cannot set endpoints',
    'endpoints need a resolution other than NONE, which is what it is if not set; set resolution, or remove the endpoints',
  ],
  ['DNS_ROUND_ROBIN mode cannot have multiple endpoints', 'resolution DNS_ROUND_ROBIN takes one endpoint at most; use DNS, or keep one'],
  ['only one of WorkloadSelector or Endpoints can be set', 'workloadSelector and endpoints exclude each other, even if empty; keep one'],
  ['UDS may not include ports', 'a Unix socket has no ports; remove them'],
  ['UDS must be an absolute path or abstract socket', 'a Unix socket is unix:///path or unix://@name; correct it'],
  ['UDS may not be a dir', 'a Unix socket is a file; take away the / at its end'],
  ['scheme must be one of [HTTP, HTTPS]', 'use HTTP or HTTPS'],
  ['only one of credentialName or tlsCertificates can be set', 'set only one of credentialName, credentialNames and tlsCertificates'],
  ['only one of credentialName or credentialNames can be set', 'set only one of credentialName, credentialNames and tlsCertificates'],
  ['only one of credentialNames or tlsCertificates can be set', 'set only one of credentialName, credentialNames and tlsCertificates'],
  ['only one of targetRefs or selector can be set', 'a policy is bound by its selector or by its targets; keep one'],
  ['only one of targetRefs or workloadSelector can be set', 'the filter is bound by its workloadSelector or by its targetRefs; keep one'],
  ['cross namespace referencing is not currently supported', 'a target has to be in the namespace of the policy; remove the field'],
  ['wildcard not allowed in label key match', 'labels are compared as they are; write their keys without *'],
  ['wildcard not allowed in label value match', 'labels are compared as they are; write the value without *'],
  ['wildcard is not supported in selector', 'labels are compared as they are; write the value without *'],
  ['key must not be empty', 'a label has an empty key; name it, or remove it'],
  ['portLevelMtls requires selector', 'portLevelMtls needs a selector with labels; add one'],
  [
    'Cannot set serviceAccounts with namespaces or principals',
    'service accounts do not go with principals or namespaces; put them into a source of their own',
  ],
  ['only one of jwks or jwksUri can be set', 'jwks and jwksUri exclude each other; keep one'],
  ['url must have scheme http:// or https://', 'give a whole URL that begins with http:// or https://'],
  [
    'url must have schema one of [http, https, file, oci]',
    'give a URL that begins with http://, https://, file:// or oci://, or an image without a scheme',
  ],
  ['value may only be set when valueFrom is INLINE', 'a value does not go with valueFrom: HOST; remove one of the two'],
  ['exactly one of wasm or lua must be set', 'set either wasm or lua'],
  ['only support waypointMatch when context is WAYPOINT', 'context WAYPOINT and a waypoint match need each other; set both or neither'],
  ['value must be set when operation is UPSERT', 'operation UPSERT needs a value; add it'],
  ['value must not be set when operation is REMOVE', 'operation REMOVE takes no value; remove it'],
]);

/** The sentence for a rule that came with a message; undefined for a message that is not Istio's. */
export function sentenceFor(message: string | undefined): string | undefined {
  return message === undefined ? undefined : SENTENCES.get(message.trim());
}
