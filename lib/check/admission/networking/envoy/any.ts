import { isObject } from '../../../../model';
import { describe, type Type } from '../../decode';
import type { Spot } from '../../spot';

/** How a message is read that an "@type" names. */
export interface NamedType {
  readonly type: Type<unknown>;
  /** Whether it has a form of its own in JSON, and so stands in a field `value` beside the "@type". */
  readonly isWellKnown: boolean;
}

/**
 * A message of any type, which says the type itself: `{"@type": "type.googleapis.com/envoy...Lua", "inlineCode": "..."}`.
 * `unmarshalMessage`, golang/protobuf 1.5.4 jsonpb/decode.go
 */
export function anyType(find: (name: string) => NamedType | undefined, near: (name: string) => string | undefined): Type<unknown> {
  const read = (value: unknown, spot: Spot): void => {
    if (!isObject(value)) return spot.error(`This must be a mapping, not ${describe(value)}.`);
    const { '@type': url, ...fields } = value;
    if (url === undefined) return spot.error('The type of the configuration is not said: give its "@type".');
    if (typeof url !== 'string') return spot.at('@type').error(`The type must be a string, not ${describe(url)}.`);
    // Anything may stand before the slash. `FindMessageByURL`, google.golang.org/protobuf reflect/protoregistry
    const name = url.slice(url.lastIndexOf('/') + 1);
    const found = find(name);
    if (!found) return spot.at('@type').error(`Envoy has no type ${describe(url)}: ${remedyOf(near(name))}`);
    if (!found.isWellKnown) found.type.read(fields, spot);
    else if (fields.value === undefined) spot.error(`A ${name} stands in a field "value" beside the "@type": give it.`);
    else if (fields.value !== null) found.type.read(fields.value, spot.at('value'));
  };
  return { read, zero: undefined };
}

function remedyOf(near: string | undefined): string {
  return near === undefined ? 'mend its name, and use the types of the v3 API.' : `perhaps ${near} is meant.`;
}
