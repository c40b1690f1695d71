import { expect, it } from 'vitest';
import { adviseOnModule, findDistribution } from '../../../packages/runtime/src/requirements/module-distribution.js';

it.each([
  ['yaml', 'PyYAML'],
  ['cv2', 'opencv-python'],
  ['sklearn.linear_model', 'scikit-learn'],
  ['pandas', 'pandas'],
  ['my_own', 'my-own'],
  ['toString', 'toString'],
  ['google.cloud.storage.Client', 'google-cloud-storage'],
  ['google.cloud.secretmanager_v1', 'google-cloud-secretmanager-v1'],
  ['google.protobuf.message', 'protobuf'],
  ['azure.identity', 'azure-identity'],
  ['azure.storage.blob.BlobClient', 'azure-storage-blob'],
  ['google.cloud', undefined],
  ['google.cloud.*', undefined],
  ['google', undefined],
  ['distutils.core', 'setuptools'],
])('the distribution of %s is %s', (module, distribution) => {
  expect(findDistribution(module)).toBe(distribution);
});

it.each([
  ['asyncore', 'Python has asyncore until 3.11: ask for such a version by `python`.'],
  [
    'distutils.core',
    "Python has distutils until 3.11: ask for such a version by `python`, or add 'setuptools' to the `requirements` of the task.",
  ],
  ['google.cloud', 'Several distributions have a part of google.cloud: require the one that has what is imported.'],
  ['google.cloud.storage', "Add 'google-cloud-storage' to the `requirements` of the task."],
])('who cannot import %s is advised', (module, advice) => {
  expect(adviseOnModule(module)).toBe(advice);
});
