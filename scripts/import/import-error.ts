/** What an {@link ImportError} tells whoever ran the import. */
export interface Complaint {
  /** The file or URL, and in it the document and the path: `crds.yaml, document 3 (gateways.networking.istio.io), spec.versions`. */
  readonly where: string;
  /** What is there and cannot be imported. */
  readonly found: string;
  /** What belongs there instead. */
  readonly expected: string;
  /** What to do about it. */
  readonly wayOut: string;
}

/** Where Istio's own bundle is, for those who came with something else. */
export const ISTIO_BUNDLE =
  'import the CRD bundle of an Istio release as it is: manifests/charts/base/files/crd-all.gen.yaml in its source';

/** The input cannot be imported. It is the user's to mend, so it is shown without a stack trace. */
export class ImportError extends Error {
  public constructor(complaint: Complaint) {
    super(`${complaint.where}: ${complaint.found}\n  expected: ${complaint.expected}\n  way out:  ${complaint.wayOut}`);
    this.name = 'ImportError';
  }
}
