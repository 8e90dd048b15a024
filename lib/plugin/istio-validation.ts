import { createRequire } from 'node:module';
import type { ValidationContext } from './cdk8s-cli';
import type { IstioValidationProps } from './props';
import type * as Validate from './validate';

/**
 * A validation plugin of cdk8s-cli, named in `cdk8s.yaml`: `cdk8s synth` then checks what it has written. It is part of
 * this package's main entry because cdk8s-cli looks for it there, and loads what checks only when it is run.
 */
export class IstioValidation {
  public constructor(private readonly props: IstioValidationProps = {}) {}

  /** Is called by cdk8s-cli. */
  public async validate(context: ValidationContext): Promise<void> {
    const { validate } = createRequire(__filename)('./validate') as typeof Validate;
    await Promise.resolve(validate(context, this.props));
  }
}
