import { expect, it } from 'vitest';
import { followLines, limitSteps } from '../../../../packages/runtime/src/environment/installers/installer-steps.js';

it.each([
  [
    'uv',
    9,
    [
      'Resolved 9 packages in 1ms',
      'Downloading pandas (11.8MiB)',
      'Downloading numpy',
      '   Building native==1.0',
      'Prepared 9 packages in 1s',
      ' + pandas==3.1.1',
    ],
    ['downloading pandas, 11.8MiB', 'downloading numpy', 'building native==1.0', 'installing 9 packages'],
  ],
  [
    'pip that resolves',
    undefined,
    ['Collecting six', '  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)', 'Collecting leaf'],
    ['resolving, 1 package so far', 'resolving, 2 packages so far'],
  ],
  [
    'pip that installs',
    2,
    [
      'Collecting six==1.17.0',
      'Collecting leaf',
      '  Building wheel for leaf (setup.py): started',
      'Installing collected packages: six, leaf',
    ],
    ['downloading 1 of 2', 'downloading 2 of 2', 'building leaf', 'installing 2 packages'],
  ],
])('the lines of %s tell its steps', (_installer, total, lines, expected) => {
  const steps: string[] = [];

  const onLine = followLines((step) => steps.push(step), total);
  for (const line of lines) onLine(line);

  expect(steps).toEqual(expected);
});

it('of steps of one kind one is told in a second, and of another at once', () => {
  const told: string[] = [];
  let ms = 0;
  const onStep = limitSteps(
    (step) => told.push(step),
    () => new Date(ms),
  );

  for (const step of ['resolving', 'resolving, 1 package so far', 'downloading 1 of 3', 'downloading 2 of 3'])
    onStep(step);
  ms = 1000;
  onStep('downloading 3 of 3');
  onStep('installing 3 packages');

  expect(told).toEqual(['resolving', 'downloading 1 of 3', 'downloading 3 of 3', 'installing 3 packages']);
});
