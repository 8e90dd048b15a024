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
  ['annotations.K8sAnalyzer', ['annotations']],
  ['authn.BlockedCIDRsAnalyzer', ['jwks-fetch']],
  ['auth.AuthorizationPoliciesAnalyzer', ['authorization-policy']],
  ['conditions.ConditionAnalyzer', ['conditions']],
  ['applicationUID.Analyzer', ['application-uid']],
  ['deployment.MultiServiceAnalyzer', ['shared-ports']],
  ['deprecation.DeprecationAnalyzer', ['deprecated-delay', 'deprecated-egress-proxy']],
  ['destinationrule.CaCertificateAnalyzer', ['ca-certificates']],
  ['destinationrule.SubsetSelectPodAnalyzer', ['subset-pods']],
  ['envoyfilter.EnvoyPatchAnalyzer', ['patches']],
  ['externalcontrolplane.ExternalControlPlaneAnalyzer', ['webhook-address']],
  ['gateway.CertificateAnalyzer', ['shared-certificate']],
  ['gateway.ConflictingGatewayAnalyzer', ['conflict']],
  ['gateway.IngressGatewayPortAnalyzer', ['selector-and-ports']],
  ['gateway.SecretAnalyzer', ['selector-and-ports:IST0101', 'credential']],
  ['injection.Analyzer', ['namespace-labels', 'missing-proxy']],
  ['injection.ImageAnalyzer', ['proxy-image']],
  ['injection.ImageAutoAnalyzer', ['image-auto']],
  ['k8sgateway.CRDVersionAnalyzer', ['crd-version']],
  ['k8sgateway.SelectorAnalyzer', ['gateway-api-selector']],
  ['schema.ValidationAnalyzer.VirtualService', ['unused-rules']],
  ['service.PortNameAnalyzer', ['port-name']],
  ['serviceentry.Analyzer', ['addresses']],
  ['sidecar.SelectorAnalyzer', ['sidecar/selector']],
  ['telemetry.DefaultSelectorAnalyzer', ['telemetry/selector:IST0160']],
  ['telemetry.LightstepAnalyzer', ['provider:IST0002']],
  ['telemetry.ProviderAnalyzer', ['provider:IST0157']],
  ['telemetry.SelectorAnalyzer', ['telemetry/selector:IST0101', 'telemetry/selector:IST0159']],
  ['virtualservice.ConflictingMeshGatewayHostsAnalyzer', ['mesh-host-conflict']],
  ['virtualservice.DestinationHostAnalyzer', ['destination-host', 'subset-past-gateway']],
  ['virtualservice.DestinationRuleAnalyzer', ['destination-subset']],
  ['virtualservice.GatewayAnalyzer', ['gateway-reference']],
  ['virtualservice.JWTClaimRouteAnalyzer', ['jwt-claim-route']],
  ['webhook.Analyzer', ['webhook-overlap']],
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
