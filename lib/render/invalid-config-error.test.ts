import { InvalidConfigError } from './invalid-config-error';

test('an InvalidConfigError names the construct, the field and the reason, each on its own and in its message', () => {
  const error = new InvalidConfigError('shop/routes', 'spec.http[0].timeout', '"0ms" is not a duration');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'InvalidConfigError',
    constructPath: 'shop/routes',
    field: 'spec.http[0].timeout',
    reason: '"0ms" is not a duration',
    message: 'shop/routes: spec.http[0].timeout: "0ms" is not a duration',
  });
});
