import { at, isObject, Labels, listOf, selects, stringsIn } from '../../model';
import { labelValue, qualifiedName } from '../schema/metadata/names';

/**
 * Whether a Kubernetes LabelSelector takes these labels. One that is absent takes all, one that is not valid none: any
 * wrong key, value or operator in it counts for the whole.
 * `LabelSelectorAsSelector`, Kubernetes 1.35 staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go
 */
export function labelSelectorMatches(selector: unknown, labels: Labels): boolean {
  if (selector === undefined || selector === null) return true;
  const matchLabels = at(selector, 'matchLabels');
  const expressions = listOf(at(selector, 'matchExpressions') as unknown[]);
  if (isObject(matchLabels)) {
    if (!Object.entries(matchLabels).every(([key, value]) => isRequirement(key, [value]))) return false;
    if (!selects(matchLabels as Labels, labels)) return false;
  }
  return expressions.every((each) => expressionMatches(each, labels));
}

function expressionMatches(expression: unknown, labels: Labels): boolean {
  const key = at(expression, 'key');
  const values = stringsIn(at(expression, 'values') as string[]);
  if (typeof key !== 'string' || !isRequirement(key, values)) return false;
  const has = Object.hasOwn(labels, key);
  switch (at(expression, 'operator')) {
    case 'In':
      return has && values.includes(labels[key]!);
    case 'NotIn':
      return values.length > 0 && (!has || !values.includes(labels[key]!));
    case 'Exists':
      return has && values.length === 0;
    case 'DoesNotExist':
      return !has && values.length === 0;
    default:
      return false;
  }
}

/** `NewRequirement`, Kubernetes 1.35 staging/src/k8s.io/apimachinery/pkg/labels/selector.go */
function isRequirement(key: string, values: readonly unknown[]): boolean {
  return qualifiedName(key) === undefined && values.every((value) => typeof value === 'string' && labelValue(value) === undefined);
}
