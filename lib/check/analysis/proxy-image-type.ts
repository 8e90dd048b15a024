import { at, isObject, Kind, Labels, Resource, selects, textOf } from '../../model';
import { Context } from './context';
import { Pod } from './pods';
import { parseProxyConfig } from './proxy-config-annotation';

/**
 * The variant of the proxy's image that ProxyConfigs ask for, such as `distroless`: mesh config's, then the root
 * namespace's, the namespace's, the workload's, and the Pod's own
 * annotation `proxy.istio.io/config`. The empty text stands for the usual image.
 * `EffectiveProxyConfigResolver`, istio 1.30.3 pkg/config/analysis/analyzers/util/proxyconfig.go
 */
export function proxyImageType(context: Context, pod: Pod): string {
  let type = textOf(at(context.model.meshConfig, 'defaultConfig', 'image', 'imageType'));
  const inRoot = context.of(Kind.PROXY_CONFIG).filter(({ namespace }) => namespace === context.model.rootNamespace);
  const inNamespace = context
    .of(Kind.PROXY_CONFIG)
    .filter(({ namespace }) => namespace === pod.namespace && !inRoot.some((each) => each.namespace === namespace));
  const forAll = inNamespace.filter(({ spec }) => !isObject(at(spec, 'selector')));
  const forSome = inNamespace.filter(
    ({ spec }) => isObject(at(spec, 'selector')) && selects(at(spec, 'selector', 'matchLabels') as Labels, pod.labels),
  );
  for (const resource of [...inRoot, ...forAll, ...forSome]) type = imageTypeOf(resource) || type;
  type = fromAnnotation(textOf(pod.annotations['proxy.istio.io/config'])) || type;
  return type === 'default' ? '' : type;
}

function imageTypeOf({ spec }: Resource): string {
  return textOf(at(spec, 'image', 'imageType'));
}

function fromAnnotation(text: string): string {
  const config = text === '' ? {} : parseProxyConfig(text);
  return typeof config === 'string' ? '' : textOf(at(config, 'image', 'imageType'));
}
