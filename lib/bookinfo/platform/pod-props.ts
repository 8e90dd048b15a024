/** Where the images of the sample come from. */
export interface BookinfoImageProps {
  /**
   * Registry of the images and the path in it, e.g. a mirror of your own: `registry.example.com/istio`.
   * Refused when it is empty, has a scheme, or ends in a slash.
   *
   * @default 'registry.istio.io/release'
   */
  readonly imageRegistry?: string;
  /**
   * Tag of the images: one for all, they are released together. Refused when it is not a tag.
   *
   * @default '1.20.3'
   */
  readonly imageTag?: string;
}

/** What all Pods of the sample have in common. */
export interface BookinfoPodProps extends BookinfoImageProps {
  /**
   * Whether the containers give up privileges, so that Pod security admission lets them in: not as
   * root, without capabilities. Refused for the databases, whose images need root.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: boolean;
}
