import { stringify } from 'yaml';
import { type Crd } from './crds';

const HEADER = `# Istio's CustomResourceDefinitions without their descriptions: the source of record that \`npm run import\`
# generates the rest of this folder from. Do not edit. Copyright Istio Authors, Apache-2.0: see NOTICE.
`;

/** CRDs as a YAML stream that any reader understands alike, whether of YAML 1.1, as kubectl, or of 1.2. */
export function renderCrds(crds: readonly Crd[]): string {
  return HEADER + crds.map((crd) => `---\n${render(crd)}`).join('');
}

function render(crd: Crd): string {
  return stringify(crd, {
    // Quotes what is a string in YAML 1.2 and something else in 1.1, such as ON.
    compat: 'yaml-1.1',
    // Long lines stay whole, so that a change to a rule is a change to one line.
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
  });
}
