import { App, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { resolve } from 'node:path';
import { Place } from '../../render/place';
import { renderString } from '../../render/values';
import { CHART_REPOSITORY, type ChartRelease, chartReleases } from './charts';
import { type ControlPlaneProps, renderControlPlane } from './control-plane';
import { writeWhole } from './write-whole';

/** A chart and its values, as Helm installs it. */
export interface HelmRelease {
  /** Name of the release. */
  readonly name: string;
  /** Name of the chart. */
  readonly chart: string;
  /** Where the chart is published. */
  readonly repository: string;
  /** Version of the chart: that of Istio. */
  readonly version: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Values of the chart. */
  readonly values: { [name: string]: unknown };
  /** The file that `writeTo` writes the values to; its number is the place in the order. */
  readonly fileName: string;
  /** The command that installs or upgrades it, in the folder of the file. */
  readonly command: string;
}

/**
 * Istio by Helm: a values file for each of the charts base, istiod, cni, ztunnel and gateway.
 *
 * Values are no objects of Kubernetes, so this construct adds none to its chart; `writeTo` writes them.
 *
 * @see https://istio.io/latest/docs/setup/install/helm/
 */
export class HelmInstall extends Construct {
  private readonly made: HelmRelease[];

  public constructor(scope: Construct, id: string, props: ControlPlaneProps = {}) {
    super(scope, id);
    const plane = renderControlPlane(props, this);
    this.made = chartReleases(plane, this).map((release, index) => helmRelease(release, index + 1, plane.version));
  }

  /** The releases, in the order in which they are to be installed. */
  public get releases(): HelmRelease[] {
    return [...this.made];
  }

  /**
   * Writes a values file for each release into a folder, which is made if it is not there. Each begins with the command that
   * installs it, and appears whole or not at all. Other files there stay as they are.
   *
   * @param directory a folder that `kubectl apply -f` is not used on: refused is the one that the app writes its manifests to
   */
  public writeTo(directory: string): void {
    const place = Place.of(this).at('directory');
    const folder = resolve(renderString(directory, place));
    const outdir = (this.node.root as Partial<App>).outdir;
    if (outdir !== undefined && folder === resolve(outdir))
      place.fail(directory, 'holds the manifests of the app, and values among them break "kubectl apply -f"', 'give a folder below it');
    for (const { fileName, command, values } of this.made) {
      writeWhole(folder, fileName, `# ${command}\n${Yaml.stringify(values)}`, (problem) =>
        place.fail(directory, problem, 'give a folder that can be written to'),
      );
    }
  }
}

function helmRelease({ name, chart, namespace, values }: ChartRelease, number: number, version: string): HelmRelease {
  const fileName = `${number}-${name}.yaml`;
  const where = `--repo ${CHART_REPOSITORY} --version ${version} --namespace ${namespace} --create-namespace`;
  const command = `helm upgrade --install ${name} ${chart} ${where} --values ${fileName} --wait`;
  return { name, chart, repository: CHART_REPOSITORY, version, namespace, values, fileName, command };
}
