/** `properties:` of the plugin in cdk8s.yaml. Folders are relative to the one that all manifests are in. */
export interface IstioValidationProps {
  /** The synth fails if a finding is as grave as this: error, warning or info. @default error */
  readonly failOn?: string;
  /** Takes as existing what the manifests can't know: hosts, gateways, Secrets and namespaces of others. @default false */
  readonly open?: boolean;
  /** Codes to tell, no others. @default - all */
  readonly only?: string[];
  /** Codes not to tell. @default none */
  readonly skip?: string[];
  /** The folder that all others are applied on top of, `.` for the outermost. @default - each folder is a mesh of its own */
  readonly base?: string;
  /** Folders of which each file is a mesh of its own: scenarios, of which one is applied at a time. @default none */
  readonly scenarios?: string[];
  /** Files and folders with what else is in the mesh, relative to the working directory: they are read, not told of. @default none */
  readonly context?: string[];
  /** A file that `cdk8s-istio check --write-baseline` has written, relative to the working directory: what it has is not told. @default none */
  readonly baseline?: string;
}
