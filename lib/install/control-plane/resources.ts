import { compact } from './compact';
import type { Place } from '../../render/place';

/** Amounts of what a container uses, as Kubernetes writes them. */
export interface ResourceAmounts {
  /** CPUs, e.g. `500m` or `2`. @default - the component's own */
  readonly cpu?: string;
  /** Bytes of memory, e.g. `128Mi` or `2Gi`. @default - the component's own */
  readonly memory?: string;
}

/** What a container asks for and may use at most. */
export interface Resources {
  /** What the node has to have free. */
  readonly requests?: ResourceAmounts;
  /** What it may use at most. Refused where it is less than what is requested, which the API server would refuse of the Pods. */
  readonly limits?: ResourceAmounts;
}

const SUFFIX: { [suffix: string]: number } = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

// Of resource.ParseQuantity in k8s.io/apimachinery/pkg/api/resource, without signs: no container has less than nothing.
const QUANTITY = /^(\d+\.?\d*|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/;

/** The number that a quantity stands for, or undefined if it is none. @internal */
export function quantity(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const [, digits, suffix = '', exponent = '0'] = QUANTITY.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * SUFFIX[suffix]! * 10 ** Number(exponent);
}

/**
 * Requests and limits, held against each other and against what stays of the component's defaults: Helm and istioctl merge
 * them name by name, so a limit of ours can fall below a request of theirs.
 *
 * @internal
 */
export function renderResources(resources: Resources, place: Place, defaults: Resources = {}): Resources {
  const { requests, limits, ...rest } = place.struct(resources, 'Resources');
  place.refuseUnknown(rest, 'Resources');
  const rendered = {
    requests: place.field('requests', requests, renderAmounts),
    limits: place.field('limits', limits, renderAmounts),
  };
  for (const name of ['cpu', 'memory'] as const) {
    const request = rendered.requests?.[name] ?? defaults.requests?.[name];
    const limit = rendered.limits?.[name] ?? defaults.limits?.[name];
    if (request === undefined || limit === undefined || quantity(request)! <= quantity(limit)!) continue;
    if (rendered.limits?.[name] === undefined)
      place.at('requests').at(name).fail(request, `is more than the default limit, ${limit}`, 'give a limit as well');
    const whose = rendered.requests?.[name] === undefined ? 'that is requested by default' : 'that is requested';
    place.at('limits').at(name).fail(limit, `is less than the ${request} ${whose}`, 'raise the limit, or lower the request');
  }
  return compact(rendered);
}

function renderAmounts(amounts: ResourceAmounts, place: Place): ResourceAmounts {
  const { cpu, memory, ...rest } = place.struct(amounts, 'ResourceAmounts');
  place.refuseUnknown(rest, 'ResourceAmounts');
  return { cpu: place.field('cpu', cpu, renderQuantity), memory: place.field('memory', memory, renderQuantity) };
}

/** @internal */
export function renderQuantity(value: string, place: Place): string {
  if (quantity(value) === undefined) place.fail(value, 'is not a quantity of Kubernetes', 'write it as "500m", "2", "128Mi" or "1Gi"');
  return value;
}
