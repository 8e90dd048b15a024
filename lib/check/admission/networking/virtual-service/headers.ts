import { list, map, message, optional, type Read, STRING } from '../../decode';
import type { Spot } from '../../spot';
import { changedHeaderProblem, isAuthority, requestHeaderProblem } from '../../value/header-name';
import { headerValueProblem } from '../../value/header-value';

const HEADER_OPERATIONS = message({ set: map(STRING), add: map(STRING), remove: list(STRING) });

/** networking/v1alpha3 `Headers` */
export const HEADERS = message({ request: optional(HEADER_OPERATIONS), response: optional(HEADER_OPERATIONS) });

type HeaderOperations = Read<typeof HEADER_OPERATIONS>;
export type Headers = Read<typeof HEADERS>;

/**
 * Changes to headers, of a route or one of its destinations. `validateHTTPRoute`, `validateHTTPRouteDestinations`, istio 1.30.3
 * pkg/config/validation
 */
export function checkHeaders(headers: Headers | undefined, spot: Spot): void {
  checkOperations(headers?.request, requestHeaderProblem, spot.at('request'));
  checkOperations(headers?.response, changedHeaderProblem, spot.at('response'));
}

function checkOperations(operations: HeaderOperations | undefined, nameProblem: (name: string) => string | undefined, spot: Spot): void {
  if (!operations) return;
  for (const operation of ['add', 'set'] as const) {
    for (const [name, value] of operations[operation]) {
      const at = spot.at(operation).at(name);
      const badName = nameProblem(name);
      if (badName) at.error(`The header's name ${JSON.stringify(name)} ${badName}.`);
      const badValue = headerValueProblem(value);
      if (badValue) at.error(`The value of the header ${JSON.stringify(name)} ${badValue}.`);
    }
  }
  for (const [index, name] of operations.remove.entries()) {
    const problem = changedHeaderProblem(name);
    if (problem)
      spot
        .at('remove')
        .at(index)
        .error(`The header's name ${JSON.stringify(name)} ${problem}.`);
  }
}

/**
 * The authority is set in one place only: by a rewrite, or once among a route's headers; `spot` is that of the headers.
 * `validateAuthorityRewrite`, istio 1.30.3 pkg/config/validation/virtualservice.go
 */
export function checkAuthorityIsSetOnce(rewritten: string, headers: Headers | undefined, spot: Spot): void {
  let current = rewritten;
  for (const operation of ['set', 'add'] as const) {
    for (const [name, value] of headers?.request?.[operation] ?? []) {
      if (!isAuthority(name)) continue;
      if (current !== '') {
        spot
          .at('request')
          .at(operation)
          .at(name)
          .error(`The authority is set to ${JSON.stringify(current)} already: set it once, by rewrite.authority or by one header.`);
        return;
      }
      current = value;
    }
  }
}
