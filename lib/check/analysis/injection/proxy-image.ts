import { at, Kind, textOf } from '../../../model';
import { Analyzer } from '../analyzer';
import { Context } from '../context';
import { containersOf, Pod, PROXY_CONTAINER } from '../pods';
import { proxyImageType } from '../proxy-image-type';
import { injectorName, injectorValues } from './namespace-labels';

/**
 * Pods of injected namespaces whose proxy is not the one that the set's injector would give them now.
 * `ImageAnalyzer`, istio 1.30.3 pkg/config/analysis/analyzers/injection/injection-image.go
 */
export const proxyImage: Analyzer = {
  name: 'injection/proxy-image',
  codes: ['IST0158'],
  kinds: [Kind.CONFIG_MAP],
  *analyze(context) {
    const images = injectedImages(context);
    if (images.size === 0) return;
    const mismatched = new Map<string, string[]>();
    for (const pod of context.pods.all) {
      const image = images.get(injectorOf(context, pod) ?? '');
      if (image === undefined || textOf(pod.annotations['sidecar.istio.io/proxyImage']) !== '') continue;
      const variant = `${image}-${proxyImageType(context, pod)}`;
      const own = containersOf(pod.spec).filter(({ name }) => name === PROXY_CONTAINER);
      if (own.every((each) => each.image === image || each.image === variant || (pod.derived && each.image === 'auto'))) continue;
      const names = mismatched.get(pod.namespace);
      if (names) names.push(pod.name);
      else mismatched.set(pod.namespace, [pod.name]);
    }
    for (const [namespace, names] of mismatched) {
      yield {
        code: 'IST0158',
        resource: context.get(Kind.NAMESPACE, '', namespace)!,
        field: [],
        message: `The proxies of ${names.sort().join(', ')} have another image than the injector gives. Restart these Pods, as after an upgrade of Istio.`,
      };
    }
  },
};

/** The injector of a Pod's namespace; undefined where the namespace isn't injected. */
function injectorOf(context: Context, { namespace }: Pod): string | undefined {
  const labels = context.namespaceLabels(namespace);
  if (Object.hasOwn(labels, 'istio.io/rev')) return injectorName(labels['istio.io/rev']);
  return labels['istio-injection'] === 'enabled' ? injectorName(undefined) : undefined;
}

/** The image that each injector of the set gives. `GetIstioProxyImage` */
function injectedImages(context: Context): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  for (const map of context.of(Kind.CONFIG_MAP)) {
    if (!map.name.startsWith('istio-sidecar-injector')) continue;
    const global = at(injectorValues(map), 'global');
    const image = textOf(at(global, 'proxy', 'image'));
    images.set(map.name, image.includes('/') ? image : `${textOf(at(global, 'hub'))}/${image}:${textOf(at(global, 'tag'))}`);
  }
  return images;
}
