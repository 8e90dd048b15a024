import type { Manifest } from '../render/manifest';
import type { Place } from '../render/place';
import type { VirtualServiceSpecHttpDelegate } from '../../imports/networking.istio.io';
import { renderDnsLabel, splitName } from '../render/names';

/** A VirtualService that others delegate to: `VirtualService.delegate(...)`, or a `DelegateRef` to one that lives elsewhere. */
export interface IDelegate {
  /** Name of the VirtualService. */
  readonly delegateName: string;
  /** Its namespace. @default - that of the rule which delegates */
  readonly delegateNamespace?: string;
}

/** A delegate VirtualService that is not a construct of this app. */
export class DelegateRef implements IDelegate {
  /** A delegate by `namespace/name`, or by `name` alone if it lives in the rule's own namespace. */
  public static named(name: string): DelegateRef {
    const { namespace, base } = splitName(name);
    return new DelegateRef(base, namespace);
  }

  private constructor(
    public readonly delegateName: string,
    public readonly delegateNamespace?: string,
  ) {}
}

/** @internal */
export function renderDelegate(delegate: IDelegate, place: Place): Manifest<VirtualServiceSpecHttpDelegate> {
  if (typeof delegate?.delegateName !== 'string') {
    place.fail(
      delegate,
      'is not a delegate',
      "give VirtualService.delegate(...) or DelegateRef.named('namespace/name'): a VirtualService with hosts cannot be one",
    );
  }
  const { delegateName: name, delegateNamespace: namespace } = delegate;
  if (name === '' || name.includes('/'))
    place.at('name').fail(name, 'is not the name of a VirtualService', 'write "name" or "namespace/name"');
  if (namespace !== undefined) renderDnsLabel(namespace, place.at('namespace'), 'namespace');
  return { name, namespace: namespace === place.namespace ? undefined : namespace };
}
