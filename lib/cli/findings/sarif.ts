import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CODES } from '../../check';
import type { Level, MeshFinding, Place, ReadError } from '../../mesh';
import { printableJson } from './escape';
import type { Report } from './report';

const LEVEL: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Findings as SARIF 2.1.0 (OASIS), which code scanning reads. `version` is this package's. */
export function formatSarif({ findings, unread, istio }: Report, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const pages = new Map(findings.map(({ code, page }) => [code, page]));
  const rules = codes.map((code) => ruleOf(code, pages.get(code)!));
  const driver = { name: 'cdk8s-istio', version, properties: { istio }, rules };
  const results = findings.map((finding) => resultOf(finding, codes.indexOf(finding.code)));
  const invocations =
    unread.length > 0 ? [{ executionSuccessful: false, toolExecutionNotifications: unread.map(notificationOf) }] : undefined;
  const run = { tool: { driver }, invocations, columnKind: 'utf16CodeUnits', results };
  return `${printableJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

function ruleOf(code: string, page: string): object {
  const { name, level, description } = CODES.get(code)!;
  return {
    id: code,
    name,
    shortDescription: { text: description },
    help: { text: `See ${page}` },
    // An URI has to be absolute.
    ...(page.startsWith('https://') && { helpUri: page }),
    defaultConfiguration: { level: LEVEL[level] },
  };
}

function resultOf({ code, level, message, object, field, place, fingerprint }: MeshFinding, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: LEVEL[level],
    message: { text: `${object}: ${message}` },
    locations: [
      {
        ...(place && 'line' in place && place.file !== '-' && { physicalLocation: physicalLocation(place) }),
        logicalLocations: [{ fullyQualifiedName: place && 'construct' in place ? place.construct : `${object}${field && ` ${field}`}` }],
      },
    ],
    partialFingerprints: { 'cdk8sIstio/v1': fingerprint },
  };
}

/** What keeps a run from being whole, as code scanning shows it of a run. */
function notificationOf({ file, line, column, reason }: ReadError): object {
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  const locations = file === '-' ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }] };
  return { level: 'error', message: { text: `${file}: ${reason}` }, ...locations };
}

function physicalLocation({ file, line, column }: Extract<Place, { readonly line: number }>): object {
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } };
}

function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
