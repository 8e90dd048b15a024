/**
 * Thrown at once where a construct is given something that is wrong in itself.
 *
 * The message names the construct, the field as Istio spells it, the value and the way out:
 * `shop/routes: spec.http[0].route[1].weight: -5 is negative; give a weight of 0 or more`.
 *
 * What only the whole can show (no hosts, no route) is reported by `cdk8s synth` in the same words.
 */
export class InvalidConfigError extends Error {
  public override readonly name = 'InvalidConfigError';

  /**
   * @param constructPath path of the construct in the app's tree, e.g. `shop/routes`
   * @param field path of the field in the manifest, e.g. `spec.http[0].timeout`, or of the prop; empty for all of them
   * @param reason what is wrong with the value, and what to do instead
   */
  public constructor(
    public readonly constructPath: string,
    public readonly field: string,
    public readonly reason: string,
  ) {
    super([constructPath, field, reason].filter((part) => part !== '').join(': '));
  }
}
