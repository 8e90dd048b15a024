import { Kind, protocolOfServicePort, ServiceSpec, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { isControlPlane } from '../control-plane-label';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

/** Values of `gateway.istio.io/managed` on Services that Istio makes for Gateways. istio 1.30.3 pkg/config/constants/constants.go */
const MANAGED: ReadonlySet<string> = new Set(['istio.io-gateway-controller', 'istio.io-mesh-controller', 'istio.io-eastwest-controller']);

/**
 * Ports whose protocol neither appProtocol nor name tells, so that Envoy has to look at the first bytes.
 * `PortNameAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/service/portname.go
 */
export const portName: Analyzer = {
  name: 'service/port-name',
  codes: ['IST0118', 'IST0150'],
  kinds: [Kind.SERVICE],
  *analyze(context) {
    for (const resource of context.of<ServiceSpec>(Kind.SERVICE)) {
      if (isControlPlane(resource.labels) || MANAGED.has(textOf(resource.labels['gateway.istio.io/managed']))) continue;
      const isExternal = resource.spec.type === 'ExternalName';
      for (const [index, port] of objectsWithIndex(resource.spec.ports)) {
        const isUnknown = protocolOfServicePort(port) === 'UnsupportedProtocol';
        const field = ['spec', 'ports', index, 'name'];
        if (isExternal && (isUnknown || port.name === 'tcp')) {
          yield {
            code: 'IST0150',
            resource,
            field,
            message: `The name "${textOf(port.name)}" makes port ${print(port.port)} plain TCP for every address. Name it by its protocol, such as https or tcp-example.`,
          };
        } else if (isUnknown) {
          yield {
            code: 'IST0118',
            resource,
            field,
            message: `Istio can't tell the protocol of port ${print(port.port)} by ${describe(port)}. Name it protocol[-suffix], such as http-web, or set appProtocol to a protocol.`,
          };
        }
      }
    }
  },
};

/** What istiod reads the protocol from: appProtocol, where there is one, before the name. `ConvertProtocol`, pkg/config/kube/conversion.go */
function describe({ appProtocol, name }: { readonly appProtocol?: unknown; readonly name?: unknown }): string {
  return appProtocol === undefined || appProtocol === null ? `the name "${textOf(name)}"` : `the appProtocol "${textOf(appProtocol)}"`;
}
