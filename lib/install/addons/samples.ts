import { ISTIO_VERSION } from '../control-plane/version';

/** Istio's own repository, which has the samples of each release under its tag. @internal */
export const SAMPLES_REPOSITORY = 'https://github.com/istio/istio';
/** @internal */
export const SAMPLES_TAG = ISTIO_VERSION;
/** @internal */
export const SAMPLES_FOLDER = 'samples/addons';
/** The files for what `Addon` knows. Of the rest, Loki needs a volume, and the extras other CRDs. @internal */
export const SAMPLES = ['grafana.yaml', 'jaeger.yaml', 'kiali.yaml', 'prometheus.yaml'];
/** What they say themselves. @internal */
export const SAMPLES_NAMESPACE = 'istio-system';
