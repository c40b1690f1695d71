import { dag, type Tasks, task } from '@taskloom/sdk';
import { describeDag } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { showPlace, showThrown } from '../show.js';
import { CALL_FORMS, callLegacy, callStandard } from './call-forms.js';

describe.each(CALL_FORMS)('in $form', ({ onMethod, onClass }) => {
  it.each([
    ['task', task(), 'typescript'],
    ['task.virtualenv', task.virtualenv(), 'virtualenv'],
    ['task.externalPython', task.externalPython({ python: '/usr/bin/python3' }), 'externalPython'],
    ['task.bash', task.bash(), 'bash'],
  ])('%s makes a method a task', (_name, decorator, kind) => {
    class Target {
      load(): void {}
      helper(): void {}
      flow({ load }: Tasks<Target>) {
        load();
      }
    }
    onMethod(Target, 'load', decorator);
    onClass(Target, dag());
    const { spec, methods } = describeDag(Target);
    expect([...methods.keys()]).toEqual(['load']);
    expect(spec.tasks).toMatchObject([{ taskId: 'load', kind }]);
  });

  it('the method and the class stay what they are', () => {
    class Target {
      load(): string {
        return 'loaded';
      }
      flow() {}
    }
    const before = Object.getOwnPropertyDescriptors(Target.prototype);
    onMethod(Target, 'load', task());
    onClass(Target, dag());
    expect(Object.getOwnPropertyDescriptors(Target.prototype)).toEqual(before);
    expect(new Target().load()).toBe('loaded');
  });

  it('one decorator can be on several methods', () => {
    const shared = task({ retries: 7 });
    class Target {
      one(): void {}
      two(): void {}
      flow() {}
    }
    onMethod(Target, 'one', shared);
    onMethod(Target, 'two', shared);
    onClass(Target, dag());
    const methods = [...describeDag(Target).methods.values()];
    expect(methods.map(({ name, options }) => [name, options.retries])).toEqual([
      ['one', 7],
      ['two', 7],
    ]);
  });
});

describe('compiled in the form of experimentalDecorators', () => {
  it('a task is where its decorator is written', () => {
    @dag()
    class Placed {
      @task()
      load(): void {}
      @task.bash({ retries: 2 })
      count(): string {
        return '';
      }
      flow() {}
    }
    expect([...describeDag(Placed).methods.values()].map(({ location }) => showPlace(location))).toEqual([
      '@▸task()',
      '@task.▸bash({ retries: 2 })',
    ]);
  });
});

describe('a task', () => {
  const PUBLIC = 'only a public method of an instance can be a task.';
  const ON_METHOD = 'Put it on a method of the class.';
  const fn = () => undefined;
  class Target {}

  it.each<[string, Parameters<typeof callStandard>[2]]>([
    ['the static method load', { kind: 'method', name: 'load', static: true }],
    ['the private method #load', { kind: 'method', name: '#load', private: true }],
    ['the static private method #load', { kind: 'method', name: '#load', static: true, private: true }],
    ['the method Symbol(load)', { kind: 'method', name: Symbol('load') }],
    ['the getter total', { kind: 'getter', name: 'total' }],
    ['the setter total', { kind: 'setter', name: 'total' }],
    ['the field total', { kind: 'field', name: 'total' }],
    ['the accessor total', { kind: 'accessor', name: 'total' }],
  ])('cannot be %s, by the standard form', (what, context) => {
    expect(showThrown(() => callStandard(task(), fn, context))).toEqual({
      code: 'TASK_NOT_METHOD',
      message: `@task is on ${what}; ${PUBLIC}`,
      hint: ON_METHOD,
      at: 'expect(showThrown(() => callStandard(▸task(), fn, context))).toEqual({',
    });
  });

  it.each<[string, readonly unknown[]]>([
    ['the static method load', [Target, 'load', { value: fn }]],
    ['the static field total', [Target, 'total']],
    ['the static accessor total', [Target, 'total', { get: fn }]],
    ['the method Symbol(load)', [Target.prototype, Symbol('load'), { value: fn }]],
    ['the accessor total', [Target.prototype, 'total', { get: fn }]],
    ['the accessor total', [Target.prototype, 'total', { set: fn }]],
    ['the field total', [Target.prototype, 'total']],
    ['the field total', [Target.prototype, 'total', { value: 1 }]],
  ])('cannot be %s, by the other', (what, args) => {
    expect(showThrown(() => callLegacy(task.bash(), ...args))).toEqual({
      code: 'TASK_NOT_METHOD',
      message: `@task.bash is on ${what}; ${PUBLIC}`,
      hint: ON_METHOD,
      at: 'expect(showThrown(() => callLegacy(task.▸bash(), ...args))).toEqual({',
    });
  });

  it.each(CALL_FORMS)('cannot be flow, which has another part, by $form', ({ onMethod }) => {
    class Wiring {
      flow(): void {}
    }
    expect(showThrown(() => onMethod(Wiring, 'flow', task()))).toEqual({
      code: 'TASK_NOT_METHOD',
      message: '@task is on the method flow; flow wires the tasks and is none.',
      hint: 'Put it on a method that `flow` calls.',
      at: "expect(showThrown(() => onMethod(Wiring, 'flow', ▸task()))).toEqual({",
    });
  });

  it.each(CALL_FORMS)('cannot be a class, by $form', ({ onClass }) => {
    expect(showThrown(() => onClass(Target, task.virtualenv()))).toEqual({
      code: 'TASK_NOT_METHOD',
      message: `@task.virtualenv is on the class Target; ${PUBLIC}`,
      hint: 'Put @dag() on the class, and this on its methods.',
      at: 'expect(showThrown(() => onClass(Target, task.▸virtualenv()))).toEqual({',
    });
  });

  it.each(CALL_FORMS)('needs the parentheses of its decorator, by $form', ({ onMethod }) => {
    class Bare {
      load(): void {}
    }
    expect(showThrown(() => onMethod(Bare, 'load', task as never))).toMatchObject({
      code: 'OPTION_INVALID',
      message: '@task is used without parentheses on the method load.',
      hint: 'Write `@task()`.',
    });
    expect(showThrown(() => onMethod(Bare, 'load', task.externalPython as never))).toMatchObject({
      message: '@task.externalPython is used without parentheses on the method load.',
      hint: 'Write `@task.externalPython()`.',
    });
  });

  it('needs the parentheses where it is written', () => {
    const declare = () => {
      class Bare {
        // @ts-expect-error The parentheses are missing.
        @task load(): void {}
      }
      return Bare;
    };
    expect(showThrown(declare)).toMatchObject({
      code: 'OPTION_INVALID',
      message: '@task is used without parentheses on the method load.',
      at: undefined,
    });
  });
});
