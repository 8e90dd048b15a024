/** Part of a manifest that a rule is about, as cdk8s-cli takes it. */
export interface ViolatingResource {
  /** Also the key by which cdk8s-cli looks for the construct's path. */
  readonly resourceName: string;
  readonly locations: string[];
  readonly manifestPath: string;
}

/** What a rule has found, as cdk8s-cli takes it. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: ViolatingResource[];
}

/** Part of cdk8s-cli's report. */
export interface ValidationReport {
  addViolation(violation: Violation): void;
  submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
}

/** Part of what cdk8s-cli (2.207) hands to a plugin: `lib/plugins/validation.d.ts`. Its types are not imported, for users may have none. */
export interface ValidationContext {
  /** The files that were written, of all folders; only those that end in .yaml. */
  readonly manifests: readonly string[];
  readonly report: ValidationReport;
}
