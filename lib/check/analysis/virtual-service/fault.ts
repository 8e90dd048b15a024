import { HttpFaultInjection, isObject, Kind, listOf, resolveShortHost, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { objectsWithIndex } from '../destinations';
import { httpRules, PlacedRule } from '../http-rules';

/**
 * Faults that do not happen, because without a percentage Envoy takes 0; and aborts by a gRPC status where clients speak
 * plain HTTP, to whom they are a 200.
 * `TranslateFault`, istio 1.30.3 pilot/pkg/networking/core/route/route.go; `FaultFilter::abortWithStatus`, Envoy 1.40
 * source/extensions/filters/http/fault/fault_filter.cc
 */
export const fault: Analyzer = {
  name: 'virtual-service/fault',
  codes: ['fault-without-percentage', 'grpc-abort-for-http'],
  kinds: [Kind.VIRTUAL_SERVICE],
  *analyze(context) {
    for (const placed of httpRules(context)) {
      const { resource, rule, field } = placed;
      const { fault: injected } = rule;
      if (!injected) continue;
      for (const kind of ['abort', 'delay'] as const) {
        if (!neverHappens(injected, kind)) continue;
        yield {
          code: 'fault-without-percentage',
          resource,
          field: [...field, 'fault', kind],
          message: `Without a percentage no request gets this ${kind}. Add percentage: {value: 100} for all of them.`,
        };
      }
      const status = textOf(injected.abort?.grpcStatus);
      if (status === '' || !isPlainHttp(context, placed)) continue;
      yield {
        code: 'grpc-abort-for-http',
        resource,
        field: [...field, 'fault', 'abort', 'grpcStatus'],
        message: `The ports behind this rule are HTTP, and to a client that speaks no gRPC ${status} is an answer of 200. Abort by httpStatus, or name the port grpc.`,
      };
    }
  },
};

/** True of a fault that says what is to happen and not how often. */
function neverHappens({ abort, delay }: HttpFaultInjection, kind: 'abort' | 'delay'): boolean {
  const part = kind === 'abort' ? abort : delay;
  if (!isObject(part) || (isObject(part.percentage) && 'value' in part.percentage)) return false;
  if (kind === 'abort') return abort?.httpStatus !== undefined || textOf(abort?.grpcStatus) !== '';
  return textOf(delay?.fixedDelay) !== '' && (delay?.percent === undefined || delay.percent === null);
}

/** True where all ports behind a rule are known, and HTTP/1.1; nothing upgrades them to HTTP/2. */
function isPlainHttp(context: Context, { resource, rule }: PlacedRule): boolean {
  if ((context.model.meshConfig as { h2UpgradePolicy?: unknown }).h2UpgradePolicy === 'UPGRADE') return false;
  const routes = objectsWithIndex(listOf(rule.route));
  return (
    routes.length > 0 &&
    routes.every(([, { destination }]) => {
      const services = context.model.servicesOf(resolveShortHost(textOf(destination?.host), resource.namespace, context.model.domain));
      const number = destination?.port?.number;
      const ports = services.flatMap((service) => service.ports).filter(({ port }) => number === undefined || port === number);
      return ports.length > 0 && ports.every(({ protocol }) => protocol === 'HTTP');
    })
  );
}
