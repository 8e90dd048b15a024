import { enumeration, list, mapBy, STRING, type Type } from '../../decode';
import type { Spot } from '../../spot';
import { anyType, type NamedType } from './any';
import { messageType } from './message';
import { nearestType } from './near-types';
import { SCALARS } from './scalars';
import { type Field, findDeclared } from './table';
import { WELL_KNOWN } from './well-known';

const ANY_NAME = 'google.protobuf.Any';
const ANY = anyType(findMessageType, nearestType);

/** Those that were asked for. */
const messages = new Map<string, Type<unknown>>();

/** How a message of Envoy's is read, by its full name; undefined if there is none. */
export function findMessageType(name: string): NamedType | undefined {
  if (name === ANY_NAME) return { type: ANY, isWellKnown: true };
  const wellKnown = WELL_KNOWN.get(name);
  if (wellKnown) return { type: wellKnown, isWellKnown: true };
  const known = messages.get(name) ?? declaredMessage(name);
  return known && { type: known, isWellKnown: name === 'google.protobuf.Empty' };
}

function declaredMessage(name: string): Type<unknown> | undefined {
  const declared = findDeclared(name);
  if (declared?.is !== 'message') return undefined;
  const type = messageType(declared.message, fieldType);
  messages.set(name, type);
  return type;
}

function fieldType({ label, type, key = 'string' }: Field): Type<unknown> {
  const single = SCALARS.get(type) ?? findMessageType(type)?.type ?? enumType(type);
  if (label === 'single') return single;
  return label === 'list' ? list(single) : mapBy(keyReader(key), single);
}

function enumType(name: string): Type<unknown> {
  const declared = findDeclared(name);
  if (declared?.is !== 'enum') throw new Error(`imports/envoy.json has no ${name}`);
  return enumeration(...(declared.values as [string, ...string[]]));
}

/** Keys of maps are texts in JSON; of one that holds a number, quotes and blanks around it are passed over. */
function keyReader(scalar: string): (key: string, spot: Spot) => string {
  const type = SCALARS.get(scalar) ?? STRING;
  return (key, spot) => {
    type.read(key.replace(/^"(.*)"$/s, '$1').replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''), spot);
    return key;
  };
}
