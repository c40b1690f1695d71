import { describe, expect, it } from 'vitest';
import { THIS_COPY } from '../../../packages/sdk/src/metadata/sdk-copy.js';
import {
  addTaskEntry,
  findDagRecord,
  readTaskEntries,
  setDagRecord,
} from '../../../packages/sdk/src/metadata/store.js';

describe('what decorators said', () => {
  it('of a method is kept with the nearest decorator first', () => {
    const method = () => undefined;
    addTaskEntry(method, { kind: 'bash', options: {} });
    addTaskEntry(method, { kind: 'typescript', options: { retries: 1 } });
    expect(readTaskEntries(method)).toEqual([
      { kind: 'bash', options: {}, copy: THIS_COPY },
      { kind: 'typescript', options: { retries: 1 }, copy: THIS_COPY },
    ]);
  });

  it('of a method is nothing where there was none', () => {
    expect(readTaskEntries(() => undefined)).toEqual([]);
  });

  it('of a class is of that class alone', () => {
    class Base {}
    class Derived extends Base {}
    setDagRecord(Base, { options: { id: 'base' } });
    expect([findDagRecord(Base), findDagRecord(Derived)]).toEqual([
      { options: { id: 'base' }, copy: THIS_COPY },
      undefined,
    ]);
  });

  it.each([[undefined], [null], ['Sales'], [7], [{}]])('of %j, which is no class, is nothing', (value) => {
    expect(findDagRecord(value)).toBeUndefined();
  });

  it('is no property of the method or the class', () => {
    const method = () => undefined;
    class Target {}
    const before = [Reflect.ownKeys(method), Reflect.ownKeys(Target)];
    addTaskEntry(method, { kind: 'bash', options: {} });
    setDagRecord(Target, { options: { id: 'a' } });
    expect([Reflect.ownKeys(method), Reflect.ownKeys(Target)]).toEqual(before);
  });
});
