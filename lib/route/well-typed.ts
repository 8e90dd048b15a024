import { isObject, MeshConfig, Model, SourcedManifest } from '../model';
import { fields, fit, Shape } from './shape';
import { BESIDE_SPEC, MESH_CONFIG, METADATA, POD_TEMPLATE, SPECS } from './shapes';

const OTHERS = fields({ template: POD_TEMPLATE, jobTemplate: fields({ spec: fields({ template: POD_TEMPLATE }) }) });

/**
 * The set without fields of a wrong type, which the API server would refuse: they say nothing, and nothing behind here
 * has to look for them. The set itself where all is well.
 */
export function withoutWrongTypes(model: Model): Model {
  const wrong = new Map<unknown, SourcedManifest['manifest']>();
  for (const kind of model.kindsPresent) {
    const shape = fields({ metadata: METADATA, spec: SPECS.get(kind) ?? OTHERS, ...BESIDE_SPEC.get(kind) });
    for (const { manifest } of model.ofKind(kind)) {
      const fitted = fit(manifest, shape);
      if (fitted !== manifest) wrong.set(manifest, fitted);
    }
  }
  const meshConfig = fitted(model.meshConfig, MESH_CONFIG) as MeshConfig;
  return wrong.size === 0 && meshConfig === model.meshConfig
    ? model
    : model.replace((manifest) => (wrong.has(manifest) ? wrong.get(manifest) : manifest), meshConfig);
}

function fitted(value: unknown, shape: Shape): unknown {
  return isObject(value) ? fit(value, shape) : {};
}
