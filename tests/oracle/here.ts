/** What happens here where Airflow is no model: what an author who has read the rules expects. docs/control-flow.md tells why. */
import type { Case } from './graph.js';

const ok = (value: unknown) => ({ state: 'success', tries: 1, value });
const skipped = { state: 'skipped', tries: 1 };
const passedOver = { state: 'skipped', tries: 0 };
const failed = { state: 'failed', tries: 1 };
const upstreamFailed = { state: 'upstream_failed', tries: 0 };
const threeElements = { list: ok([1, 2, 3]), 'x[0]': failed, 'x[1]': ok(20), 'x[2]': skipped };

export const HERE: Readonly<Record<string, Case['recorded']>> = {
  // A rule inside of a map is asked for each element, not once for the whole.
  'map-block/inner-rule-all_done_min_one_success': {
    outcomes: [
      {
        run: 'success',
        tasks: { ...threeElements, 'y[0]': upstreamFailed, 'y[1]': ok([20]), 'y[2]': passedOver, end: ok([[[20]]]) },
      },
    ],
  },
  'map-block/inner-rule-none_failed_min_one_success': {
    outcomes: [
      {
        run: 'success',
        tasks: { ...threeElements, 'y[0]': upstreamFailed, 'y[1]': ok([20]), 'y[2]': passedOver, end: ok([[[20]]]) },
      },
    ],
  },
  // What a map gave can be mapped again.
  'map-block/expanded-after': {
    outcomes: [
      {
        run: 'success',
        tasks: {
          list: ok([1, 2, 3]),
          'x[0]': ok(10),
          'x[1]': ok(20),
          'x[2]': ok(30),
          'y[0]': ok(20),
          'y[1]': ok(40),
          'y[2]': ok(60),
          'z[0]': ok([20]),
          'z[1]': ok([40]),
          'z[2]': ok([60]),
          'n[0]': ok([[20]]),
          'n[1]': ok([[40]]),
          'n[2]': ok([[60]]),
          end: ok([[[[20]], [[40]], [[60]]]]),
        },
      },
    ],
  },
  // A branch inside of a map decides for its own element.
  'map-block/branch-inside-null': {
    outcomes: [
      {
        run: 'success',
        tasks: {
          list: ok([1, 2, 3]),
          'b[0]': ok(null),
          'b[1]': ok(null),
          'b[2]': ok(null),
          'x[0]': ok('x'),
          'x[1]': passedOver,
          'x[2]': passedOver,
          'y[0]': ok('x'),
          'y[1]': ok(null),
          'y[2]': ok(null),
          end: ok([['x', null, null]]),
        },
      },
    ],
  },
  // A map inside of a map.
  'map-block/expand-inside': {
    outcomes: [
      {
        run: 'success',
        tasks: {
          list: ok([[1, 2], [3]]),
          'x[0][0]': ok(10),
          'x[0][1]': ok(20),
          'x[1][0]': ok(30),
          end: ok([[[10, 20], [30]]]),
        },
      },
    ],
  },
};
