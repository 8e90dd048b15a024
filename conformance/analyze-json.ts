import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ANALYZERS } from '../lib/check/analysis/analyzers';
import { Report } from '../lib/check/analysis/analyzer';
import { Context } from '../lib/check/analysis/context';
import { POD_TEMPLATES } from '../lib/model';
import { modelOf, objectOf } from './analysis-model';
import { Verdict } from './corpus';

interface Case {
  readonly name: string;
  readonly analyzer: string;
  readonly tier: string;
  readonly notInAll?: boolean;
  readonly inputFiles: readonly string[];
  readonly meshConfigFile?: string;
  readonly expected: readonly { readonly code: string; readonly object: string }[];
}

/** Istio's analyzers, and ours that answer the same questions. */
const COUNTERPARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['annotations.K8sAnalyzer', ['workload/annotations']],
  ['authn.BlockedCIDRsAnalyzer', ['security/jwks-fetch']],
  ['auth.AuthorizationPoliciesAnalyzer', ['security/authorization-policy']],
  ['conditions.ConditionAnalyzer', ['security/conditions']],
  ['applicationUID.Analyzer', ['workload/application-uid']],
  ['deployment.MultiServiceAnalyzer', ['workload/shared-ports']],
  ['deprecation.DeprecationAnalyzer', ['virtual-service/deprecated-delay', 'sidecar/deprecated-egress-proxy']],
  ['destinationrule.CaCertificateAnalyzer', ['destination-rule/ca-certificates']],
  ['destinationrule.SubsetSelectPodAnalyzer', ['destination-rule/subset-pods']],
  ['envoyfilter.EnvoyPatchAnalyzer', ['envoy-filter/patches']],
  ['externalcontrolplane.ExternalControlPlaneAnalyzer', ['control-plane/webhook-address']],
  ['gateway.CertificateAnalyzer', ['gateway/shared-certificate']],
  ['gateway.ConflictingGatewayAnalyzer', ['gateway/conflict']],
  ['gateway.IngressGatewayPortAnalyzer', ['gateway/selector-and-ports']],
  ['gateway.SecretAnalyzer', ['gateway/selector-and-ports:IST0101', 'gateway/credential']],
  ['injection.Analyzer', ['injection/namespace-labels', 'injection/missing-proxy']],
  ['injection.ImageAnalyzer', ['injection/proxy-image']],
  ['injection.ImageAutoAnalyzer', ['injection/image-auto']],
  ['k8sgateway.CRDVersionAnalyzer', ['control-plane/crd-version']],
  ['k8sgateway.SelectorAnalyzer', ['security/gateway-api-selector']],
  ['schema.ValidationAnalyzer.VirtualService', ['virtual-service/unused-rules']],
  ['service.PortNameAnalyzer', ['service/port-name']],
  ['serviceentry.Analyzer', ['service-entry/addresses']],
  ['sidecar.SelectorAnalyzer', ['sidecar/selector']],
  ['telemetry.DefaultSelectorAnalyzer', ['telemetry/selector:IST0160']],
  ['telemetry.LightstepAnalyzer', ['telemetry/provider:IST0002']],
  ['telemetry.ProviderAnalyzer', ['telemetry/provider:IST0157']],
  ['telemetry.SelectorAnalyzer', ['telemetry/selector:IST0101', 'telemetry/selector:IST0159']],
  ['virtualservice.ConflictingMeshGatewayHostsAnalyzer', ['virtual-service/mesh-host-conflict']],
  ['virtualservice.DestinationHostAnalyzer', ['virtual-service/destination-host', 'virtual-service/subset-past-gateway']],
  ['virtualservice.DestinationRuleAnalyzer', ['virtual-service/destination-subset']],
  ['virtualservice.GatewayAnalyzer', ['virtual-service/gateway-reference']],
  ['virtualservice.JWTClaimRouteAnalyzer', ['virtual-service/jwt-claim-route']],
  ['webhook.Analyzer', ['control-plane/webhook-overlap']],
]);

/** What Istio's own tests want each of its analyzers to report, as codes and objects, repeated texts taken once. */
export function* analyzeJson(path: string, filter: (id: string) => boolean): Iterable<Verdict> {
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly Case[] };
  const folder = join(dirname(path), 'analyze');
  for (const each of cases) {
    const id = `analyze: ${each.name}`;
    if (filter(id)) yield judge(id, each, (file) => readFileSync(join(folder, file), 'utf8'));
  }
}

function judge(id: string, each: Case, read: (file: string) => string): Verdict {
  const section = each.tier;
  const counterparts = COUNTERPARTS.get(each.analyzer);
  if (!counterparts)
    return {
      id,
      section,
      kind: 'outOfScope',
      detail: `${each.analyzer}, which ${each.notInAll ? 'Istio does not run' : 'needs a cluster'}`,
    };
  try {
    const meshConfig = each.meshConfigFile === undefined ? undefined : read(each.meshConfigFile);
    const context = new Context(modelOf([...each.inputFiles.map(read), read('_default-resources.yaml')], meshConfig, ''));
    const got = [...new Set(reportsOf(context, counterparts))].map((text) => text.split('\n', 1)[0]!).sort();
    const want = each.expected.map(({ code, object }) => `${code} ${object}`).sort();
    if (JSON.stringify(got) === JSON.stringify(want)) return { id, section, kind: 'agrees' };
    return { id, section, kind: 'differs', detail: `want ${want.join(', ') || 'nothing'}; got ${got.join(', ') || 'nothing'}` };
  } catch (error) {
    return { id, section, kind: 'differs', detail: `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
  }
}

function* reportsOf(context: Context, counterparts: readonly string[]): Iterable<string> {
  for (const counterpart of counterparts) {
    const [name, code] = counterpart.split(':');
    const analyzers = ANALYZERS.filter((analyzer) => analyzer.name === name);
    if (analyzers.length !== 1) throw new Error(`${analyzers.length} analyzers are named ${name}`);
    for (const report of analyzers[0]!.analyze(context)) {
      if ((code !== undefined && report.code !== code) || isOfDerivedPod(report)) continue;
      yield `${report.code} ${objectOf(report.resource)}\n${report.message}`;
    }
  }
}

/** Istio's tests give Pods beside their Deployments, or none; nothing is derived there. */
function isOfDerivedPod({ code, resource }: Report): boolean {
  return code === 'IST0147' && (POD_TEMPLATES.get(resource.kind)?.length ?? 0) > 0;
}
