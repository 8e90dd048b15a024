import type { IConstruct } from 'constructs';
import type { BookinfoImageProps } from './pod-props';
import { refuse } from '../refuse';

const REGISTRY = 'registry.istio.io/release';
const TAG = '1.20.3';

// https://github.com/distribution/reference/blob/main/regexp.go
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const HOST = '[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::\\d+)?';
const VALID_REGISTRY = new RegExp(`^${HOST}(?:/${PATH_COMPONENT})*$`);
const VALID_TAG = /^\w[\w.-]{0,127}$/;

/** The full name of one of the sample's images. @internal */
export function imageName(construct: IConstruct, image: string, props: BookinfoImageProps): string {
  const { imageRegistry = REGISTRY, imageTag = TAG } = props;
  if (!VALID_REGISTRY.test(imageRegistry)) {
    refuse(
      construct.node.path,
      'imageRegistry',
      imageRegistry,
      'is not a registry',
      `write host and path without scheme or slash at the end, e.g. "${REGISTRY}"`,
    );
  }
  if (!VALID_TAG.test(imageTag)) {
    refuse(construct.node.path, 'imageTag', imageTag, 'is not the tag of an image', `use letters, digits, "_", "." and "-", e.g. "${TAG}"`);
  }
  return `${imageRegistry}/${image}:${imageTag}`;
}
