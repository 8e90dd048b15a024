import { compact } from './compact';
import { renderLabels } from '../../render/labels';
import type { Place } from '../../render/place';
import { listOf, renderString } from '../../render/values';

/** What the values of a label are held against. */
export enum LabelOperator {
  /** It is one of the values. */
  IN = 'In',
  /** It is none of the values, or there is no such label. */
  NOT_IN = 'NotIn',
  /** There is such a label. */
  EXISTS = 'Exists',
  /** There is no such label. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** A condition on one label. */
export interface LabelExpression {
  /** The label. */
  readonly key: string;
  /** What it is held against. */
  readonly operator: LabelOperator;
  /** Values for `IN` and `NOT_IN`, at least one; refused with the others. @default - none */
  readonly values?: string[];
}

/** Objects by their labels: all that is said must hold. */
export interface LabelSelector {
  /** Labels with their values. @default - none */
  readonly matchLabels?: { [label: string]: string };
  /** Other conditions. @default - none */
  readonly matchExpressions?: LabelExpression[];
}

/**
 * The selector as Kubernetes has it. One without conditions is refused: it fits everything, so who writes it means something else.
 *
 * @internal
 */
export function renderLabelSelector(selector: LabelSelector, place: Place): LabelSelector {
  const { matchLabels, matchExpressions, ...rest } = place.struct(selector, 'LabelSelector');
  place.refuseUnknown(rest, 'LabelSelector');
  if (!Object.keys(matchLabels ?? {}).length && !matchExpressions?.length)
    place.fail(selector, 'has no condition, so it fits everything', 'give matchLabels or matchExpressions, or leave it out');
  return compact({
    matchLabels: place.field('matchLabels', matchLabels, renderLabels),
    matchExpressions: place.field('matchExpressions', matchExpressions, listOf(renderExpression)),
  });
}

/** `LabelSelectorAsSelector` in k8s.io/apimachinery/pkg/apis/meta/v1, by which istiod reads discovery selectors. */
function renderExpression(expression: LabelExpression, place: Place): LabelExpression {
  const { key, operator, values, ...rest } = place.struct(expression, 'LabelExpression');
  place.refuseUnknown(rest, 'LabelExpression');
  if (!Object.values(LabelOperator).includes(operator))
    place.at('operator').fail(operator, 'is not known', `use one of ${Object.values(LabelOperator).join(', ')}`);
  renderLabels({ [renderString(key, place.at('key'))]: '' }, place.at('key'));
  const compares = operator === LabelOperator.IN || operator === LabelOperator.NOT_IN;
  if (compares && !values?.length) place.at('values').fail(values, 'has no value', `give at least one for ${operator}`);
  if (!compares && values !== undefined) place.at('values').fail(values, `is nothing that ${operator} looks at`, 'remove it');
  return compact({ key, operator, values: place.field('values', values, listOf(renderString)) });
}
