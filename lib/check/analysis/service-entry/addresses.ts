import { at, Kind, listOf, ServiceEntrySpec, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { print } from '../print';

/**
 * ServiceEntries for TCP without addresses: the sidecar can't tell their traffic from any other on that port.
 * `ProtocolAddressesAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/serviceentry/protocoladdresses.go
 */
export const addresses: Analyzer = {
  name: 'service-entry/addresses',
  codes: ['IST0134'],
  kinds: [Kind.SERVICE_ENTRY],
  *analyze(context) {
    if (allocatesAddresses(context)) return;
    for (const resource of context.of<ServiceEntrySpec>(Kind.SERVICE_ENTRY)) {
      if (listOf(resource.spec.addresses).length > 0) continue;
      if (listOf(at(resource.manifest, 'status', 'addresses') as unknown[]).length > 0) continue;
      for (const [index, { protocol, number }] of objectsWithIndex(resource.spec.ports)) {
        if (textOf(protocol) !== '' && textOf(protocol).toUpperCase() !== 'TCP') continue;
        yield {
          code: 'IST0134',
          resource,
          field: ['spec', 'ports', index],
          message: `Port ${print(number)} is TCP, and without addresses any TCP traffic on it goes here. Give addresses, or name a protocol that says its host.`,
        };
      }
    }
  },
};

/** True when mesh config lets istiod assign addresses. */
function allocatesAddresses(context: Context): boolean {
  const metadata = (name: string) => at(context.model.meshConfig, 'defaultConfig', 'proxyMetadata', name) === 'true';
  return metadata('ISTIO_META_DNS_CAPTURE') && (metadata('ISTIO_META_DNS_AUTO_ALLOCATE') || metadata('PILOT_ENABLE_IP_AUTOALLOCATE'));
}
