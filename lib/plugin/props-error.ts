/** A mistake in `properties:` of cdk8s.yaml. */
export class PropsError extends Error {
  public override readonly name = 'PropsError';
}
