import { createRequire } from 'node:module';

interface Package {
  readonly repository?: string | { readonly url?: string };
}

let home: string | undefined;

/** Where the page of a code is: on GitHub, if the package says where its repository is, else in the package. */
export function pageUrl(path: string): string {
  home ??= homeOf(createRequire(__filename)('cdk8s-istio/package.json') as Package);
  return `${home}${path}`;
}

/** What goes before a path from the repository's root. */
export function homeOf({ repository }: Package): string {
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const [, name] = /^(?:github:|(?:git\+)?(?:https|ssh|git):\/\/(?:git@)?github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url) ?? [];
  return name === undefined ? '' : `https://github.com/${name}/blob/main/`;
}
