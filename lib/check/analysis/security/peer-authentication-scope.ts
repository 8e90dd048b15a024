import { at, isObject, keyOf, Kind, Resource } from '../../../model';
import { FieldPath } from '../../../model/read';
import { Analyzer, Report } from '../analyzer';
import { Pod } from '../pods';

/**
 * PeerAuthentications of which another one counts in their place: only the oldest for a whole namespace does, and only the
 * oldest that selects a workload (KIA0002, KIA0003 of Kiali). And those of the root namespace with a selector, which count
 * nowhere. `ComposePeerAuthentication`, istio 1.30.3 pilot/pkg/security/authn/policy_applier.go; for ztunnel
 * `convertedSelectorPeerAuthentications`, pilot/pkg/serviceregistry/ambient/authorization.go
 */
export const peerAuthenticationScope: Analyzer = {
  name: 'security/peer-authentication-scope',
  codes: ['competing-peer-authentication', 'root-peer-authentication-with-selector'],
  kinds: [Kind.PEER_AUTHENTICATION],
  *analyze(context) {
    const ofNamespace = new Map<string, Resource>();
    const ofPod = new Map<Pod, Resource>();
    for (const resource of context.model.inOrder(Kind.PEER_AUTHENTICATION)) {
      const { namespace, spec } = resource;
      const labels = at(spec, 'selector', 'matchLabels');
      if (!isObject(labels) || Object.keys(labels).length === 0) {
        const first = ofNamespace.get(namespace);
        if (first) yield competing(resource, [], first, `all of ${namespace}`);
        else ofNamespace.set(namespace, resource);
      } else if (namespace === context.model.rootNamespace) {
        yield {
          code: 'root-peer-authentication-with-selector',
          resource,
          field: ['spec', 'selector'],
          message: `${namespace} is the mesh's root namespace, where a PeerAuthentication with a selector has no effect. Move it to the namespace of these workloads, or remove the selector.`,
        };
      } else {
        const pods = context.pods.selectedBy(labels, namespace);
        const pod = pods.find((each) => ofPod.has(each));
        if (pod) yield competing(resource, ['spec', 'selector'], ofPod.get(pod)!, pod.name);
        for (const each of pods) if (!ofPod.has(each)) ofPod.set(each, resource);
      }
    }
  },
};

function competing(resource: Resource, field: FieldPath, other: Resource, what: string): Report {
  return {
    code: 'competing-peer-authentication',
    resource,
    field,
    message: `${keyOf(other)} is for ${what} too, and only the older one counts. Merge them.`,
    // Where they say the same it is no matter which counts.
    likelyFine: saysOnlyMode(resource) && saysOnlyMode(other) && at(resource.spec, 'mtls', 'mode') === at(other.spec, 'mtls', 'mode'),
  };
}

function saysOnlyMode({ spec }: Resource): boolean {
  return typeof at(spec, 'mtls', 'mode') === 'string' && !isObject(at(spec, 'portLevelMtls'));
}
