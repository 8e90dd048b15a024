import { App, Chart, Testing } from 'cdk8s';
import { BookinfoVersionServices } from './bookinfo-version-services';

test('are one for each version that is asked for', () => {
  const chart = new Chart(new App(), 'app');
  new BookinfoVersionServices(chart, 'services', { versions: { reviews: ['v2'], ratings: ['v2-mysql'], details: [] } });
  const objects: Record<string, any>[] = Testing.synth(chart);
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['reviews-v2', 'productpage-v1', 'ratings-v2-mysql']);
  expect(objects[0]!.spec).toEqual({ ports: [{ name: 'http', port: 9080 }], selector: { app: 'reviews', version: 'v2' } });
});

test('are refused for versions that the sample does not have', () => {
  const chart = new Chart(new App(), 'app');
  expect(() => new BookinfoVersionServices(chart, 'services', { versions: { reviews: ['v1', 'v4'] } })).toThrow(
    'app/services: versions.reviews[1]: "v4" is not a version of reviews; use one of v1, v2, v3',
  );
});
