import { BOOL, list, map, message, optional, type Read, STRING, UINT32 } from '../../decode';
import type { Spot } from '../../spot';
import { byWidth, localityProblem, LocalityTree } from './locality';
import type { OutlierDetection } from './outlier-detection';

const DISTRIBUTE = message({ from: STRING, to: map(UINT32) });
const FAILOVER = message({ from: STRING, to: STRING });

/** networking/v1alpha3 `LocalityLoadBalancerSetting` */
export const LOCALITY_LB_SETTING = message({
  distribute: list(DISTRIBUTE),
  failover: list(FAILOVER),
  failoverPriority: list(STRING),
  enabled: optional(BOOL),
});

type LocalityLbSetting = Read<typeof LOCALITY_LB_SETTING>;

/** `LabelTopology…`, istio 1.30.3 pilot/pkg/serviceregistry/util/label */
const TOPOLOGY_LABELS: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
]);

/** Whither requests of each locality go. `ValidateLocalityLbSetting`, istio 1.30.3 pkg/config/validation/agent/validation.go */
export function checkLocalityLbSetting(setting: LocalityLbSetting | undefined, outlier: OutlierDetection | undefined, spot: Spot): void {
  if (!setting) return;
  const { distribute, failover, failoverPriority } = setting;
  if (distribute.length > 0 && failover.length > 0) {
    spot.error('distribute and failover exclude each other: keep one.');
    return;
  }
  const topology = failover.length > 0 ? failoverPriority.findIndex((label) => TOPOLOGY_LABELS.has(label)) : -1;
  if (topology >= 0) {
    spot.at('failoverPriority').at(topology).error('failover already orders endpoints by their locality: remove it, or this label.');
    return;
  }
  if (!checkDistribute(distribute, spot.at('distribute'))) return;
  if (failover.length + failoverPriority.length > 0 && !outlier) {
    spot.warn('Without outlierDetection nobody notices that endpoints fail, and requests stay: add it to the same policy.');
  }
  for (const [index, each] of failover.entries()) checkFailover(each, spot.at('failover').at(index));
}

/** False if the weights are wrong, at which istiod stops. */
function checkDistribute(distribute: LocalityLbSetting['distribute'], spot: Spot): boolean {
  const sources = new LocalityTree();
  for (const [index, { to }] of distribute.entries()) {
    const at = spot.at(index);
    let total = 0;
    for (const [locality, weight] of to) {
      if (weight < 1 || weight > 100) {
        at.at('to').at(locality).error(`The weight ${weight} is no share: use a whole number from 1 to 100.`);
        return false;
      }
      total += weight;
    }
    if (total !== 100) {
      at.at('to').error(`The weights sum to ${total}: let them sum to 100.`);
      return false;
    }
    const targets = new LocalityTree();
    // istiod takes them in an order of chance, so that it finds an overlap or not; here it is always found.
    for (const locality of [...to.keys()].sort(byWidth)) checkLocality(locality, targets, at.at('to').at(locality));
  }
  for (const [index, { from }] of distribute.entries()) {
    if (!checkLocality(from, sources, spot.at(index).at('from'))) break;
  }
  return true;
}

function checkLocality(locality: string, others: LocalityTree, spot: Spot): boolean {
  const problem = localityProblem(locality) ?? others.add(locality);
  if (problem) spot.error(`The locality ${JSON.stringify(locality)} ${problem}.`);
  return !problem;
}

function checkFailover({ from, to }: Read<typeof FAILOVER>, spot: Spot): void {
  if (from === to) spot.error(`Requests from ${JSON.stringify(from)} cannot fail over to the same region: name another.`);
  if (`${from}${to}`.includes('/')) spot.error('Failover is between regions: name no zone.');
  if (`${from}${to}`.includes('*')) spot.error('Failover is from one region to one other: use no wildcard.');
}
