import { Labels, Model } from '../model';
import { Honesty } from './honesty/honesty';
import { IstiodsView } from './istiods-view';
import { MergedGateway } from './listener/merged-gateway';
import { Proxy } from './proxy';
import { ProxyState } from './proxy-state';
import { PushContext } from './push/push-context';
import { Source } from './request';
import { proxyOf } from './source';
import { withoutWrongTypes } from './well-typed';

interface Known {
  readonly state: ProxyState;
  readonly honesty: Honesty;
}

/** The states of a model's proxies. */
class ModelState {
  public readonly view: IstiodsView;
  public readonly proxies = new Map<string, Known>();
  /** The same by the source itself, whose key takes longer to write than a request to answer. */
  public readonly bySource = new WeakMap<Source, Known>();
  private readonly pushes = new Map<Model, PushContext>();

  public constructor(model: Model) {
    this.view = new IstiodsView(withoutWrongTypes(model));
  }

  public pushOf(model: Model): PushContext {
    let push = this.pushes.get(model);
    if (!push) this.pushes.set(model, (push = new PushContext(model)));
    return push;
  }
}

const states = new WeakMap<Model, ModelState>();

/** What istiod would have sent to the proxy of a source, made once. */
export function stateFor(model: Model, source: Source): Known {
  let ofModel = states.get(model);
  if (!ofModel) states.set(model, (ofModel = new ModelState(model)));
  const known = ofModel.bySource.get(source);
  if (known) return known;
  const found = proxyStateOf(ofModel, model, source);
  ofModel.bySource.set(source, found);
  return found;
}

function proxyStateOf(ofModel: ModelState, model: Model, source: Source): Known {
  const key = keyOf(source, model);
  let known = ofModel.proxies.get(key);
  if (!known) {
    const seen = ofModel.view.for(source);
    const state = new ProxyState(ofModel.pushOf(seen), proxyOf(seen, source));
    ofModel.proxies.set(key, (known = { state, honesty: new Honesty(state) }));
  }
  return known;
}

function keyOf(source: Source, model: Model): string {
  if ('gateway' in source) return `gateway ${source.gateway.namespace} ${labelsKey(source.gateway.labels)}`;
  const { namespace, name, labels } = source.workload;
  return `workload ${namespace ?? model.defaultNamespace}/${name} ${labels ? labelsKey(labels) : ''}`;
}

function labelsKey(labels: Labels): string {
  let key = '';
  for (const name in labels) key += `${name}=${labels[name]},`;
  return key;
}

const mergedGateways = new WeakMap<Proxy, MergedGateway>();

/** All Gateways of a proxy as one. */
export function mergedGatewayOf(state: ProxyState): MergedGateway {
  let merged = mergedGateways.get(state.proxy);
  if (!merged) mergedGateways.set(state.proxy, (merged = new MergedGateway(state.push.gatewaysFor(state.proxy), state.proxy.targets)));
  return merged;
}
