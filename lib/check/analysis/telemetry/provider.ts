import { at, Kind, listOf, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { objectsWithIndex } from '../destinations';

/**
 * Access logging without a provider in a mesh without a default one; and tracing by Lightstep, which Istio gave up.
 * `ProviderAnalyzer`, `LightstepAnalyzer`: istio 1.30.3 pkg/config/analysis/analyzers/telemetry/{providers,lightstep}.go
 */
export const provider: Analyzer = {
  name: 'telemetry/provider',
  codes: ['IST0002', 'IST0157'],
  kinds: [Kind.TELEMETRY],
  *analyze(context) {
    const { meshConfig } = context.model;
    const hasDefault = listOf(at(meshConfig, 'defaultProviders', 'accessLogging') as unknown[]).length > 0;
    const lightstep = new Set<string>();
    for (const [, each] of objectsWithIndex(at(meshConfig, 'extensionProviders') as { name?: string; lightstep?: unknown }[])) {
      if (each.lightstep !== undefined && each.lightstep !== null) lightstep.add(textOf(each.name));
    }
    for (const resource of context.of<TelemetrySpec>(Kind.TELEMETRY)) {
      for (const [index, { disabled, providers }] of objectsWithIndex(resource.spec.accessLogging)) {
        if (hasDefault || disabled === true || listOf(providers).length > 0) continue;
        yield {
          code: 'IST0157',
          resource,
          field: ['spec', 'accessLogging', index],
          message: 'Neither this nor mesh config names a provider for access logs, so none are written. Name one in providers.',
        };
      }
      for (const [index, { providers }] of objectsWithIndex(resource.spec.tracing)) {
        for (const [place, { name }] of objectsWithIndex(providers)) {
          if (!lightstep.has(textOf(name))) continue;
          yield {
            code: 'IST0002',
            resource,
            field: ['spec', 'tracing', index, 'providers', place],
            message: `"${textOf(name)}" is a Lightstep provider, which is deprecated. Use an OpenTelemetry provider.`,
          };
        }
      }
    }
  },
};

interface Tracing {
  readonly providers?: readonly { readonly name?: string }[];
}

interface TelemetrySpec {
  readonly accessLogging?: readonly (Tracing & { readonly disabled?: boolean })[];
  readonly tracing?: readonly Tracing[];
}
