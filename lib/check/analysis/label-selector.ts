import { at, isObject, Labels, listOf, selects, stringsIn } from '../../model';

/**
 * Whether a Kubernetes LabelSelector takes these labels. One that is absent takes all, one that is not valid none.
 * `LabelSelectorAsSelector`, Kubernetes 1.35 staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go
 */
export function labelSelectorMatches(selector: unknown, labels: Labels): boolean {
  if (selector === undefined || selector === null) return true;
  const matchLabels = at(selector, 'matchLabels');
  if (isObject(matchLabels) && !selects(matchLabels as Labels, labels)) return false;
  return listOf(at(selector, 'matchExpressions') as unknown[]).every((each) => expressionMatches(each, labels));
}

function expressionMatches(expression: unknown, labels: Labels): boolean {
  const key = at(expression, 'key');
  if (typeof key !== 'string') return false;
  const values = stringsIn(at(expression, 'values') as string[]);
  const has = Object.hasOwn(labels, key);
  switch (at(expression, 'operator')) {
    case 'In':
      return has && values.includes(labels[key]!);
    case 'NotIn':
      return !has || !values.includes(labels[key]!);
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}
