import { expect, it } from 'vitest';
import { adviseOnModule, findDistribution } from '../../../packages/runtime/src/requirements/module-distribution.js';

it.each([
  ['yaml', 'PyYAML'],
  ['cv2', 'opencv-python'],
  ['sklearn.linear_model', 'scikit-learn'],
  ['pandas', 'pandas'],
  ['my_own', 'my-own'],
  ['toString', 'toString'],
])('the distribution of %s is %s', (module, distribution) => {
  expect(findDistribution(module)).toBe(distribution);
});

it('a module of other Pythons is not to be installed', () => {
  expect(adviseOnModule('distutils')).toBe('Python has distutils until 3.11: ask for such a version by `python`.');
});
