/**
 * Orders API versions as Kubernetes does, the newest first: v1, v1beta1, v1alpha3; a later version or stage
 * number wins, and names that are no Kubernetes version come last, by alphabet.
 *
 * The API server prefers versions in this order, whatever the order in the CRD.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [priority(a), priority(b)];
  if (left === undefined || right === undefined) {
    if (left === right) return a < b ? -1 : a > b ? 1 : 0;
    return left === undefined ? 1 : -1;
  }
  const differing = left.findIndex((number, index) => number !== right[index]);
  return differing < 0 ? 0 : right[differing]! - left[differing]!;
}

const STAGES = ['alpha', 'beta', undefined];

/** Stage (a general version above beta above alpha), version and stage number, each the higher the better. */
function priority(name: string): readonly number[] | undefined {
  const parts = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(name);
  if (parts === null) return undefined;
  const [, version, stage, stageNumber = '0'] = parts;
  return [STAGES.indexOf(stage), Number(version), Number(stageNumber)];
}
