import { describe, expect, it } from 'vitest';
import { readCron } from '../../../packages/sdk/src/schedule/cron-expression.js';

describe('a cron expression', () => {
  it.each([
    ['* * * * *', '* * * * *'],
    ['  5\t4  * * * ', '5 4 * * *'],
    ['00 07 * * *', '0 7 * * *'],
    ['*/20 */12 * * *', '0,20,40 0,12 * * *'],
    ['5/20 * * * *', '5,25,45 * * * *'],
    ['1-5/2,4 * * * *', '1,3,4,5 * * * *'],
    ['50/90 * * * *', '50 * * * *'],
    ['0-59 0-23 * 1-12 *', '* * * * *'],
    ['0 22-2 * * *', '0 0,1,2,22,23 * * *'],
    ['0 0 * NOV-feb *', '0 0 * 1,2,11,12 *'],
    ['0 0 * * mon-FRI', '0 0 * * 1,2,3,4,5'],
    ['0 0 * * 7', '0 0 * * 0'],
    ['0 0 * * 5-7', '0 0 * * 0,5,6'],
    ['0 0 * * sat-sun', '0 0 * * 0,6'],
    ['0 0 ? * ?', '0 0 * * *'],
    ['0 0 1,l * *', '0 0 1,L * *'],
    ['0 0 * * 5#2,1#1', '0 0 * * 5#2,1#1'],
    ['0 0 * * L5', '0 0 * * 5#L'],
  ])('is written out: %j as %j', (text, expression) => {
    expect(readCron(text)).toMatchObject({ kind: 'cron', expression });
  });

  it('of a day of the month and a day of the week fits either, also where one names all days', () => {
    const read = readCron('0 0 15 * 0-6');
    expect(read).toMatchObject({ expression: '0 0 15 * 0,1,2,3,4,5,6' });
    expect(readCron('0 0 */2 * 0-6')).toMatchObject({ expression: expect.stringMatching(/ \*$/) });
  });

  it.each([
    ['0 * * * *', true],
    ['0 */1 * * *', true],
    ['0 0-23 * * *', true],
    ['0 */2 * * *', false],
  ])('says whether it fits in every hour: %j %s', (text, everyHour) => {
    expect(readCron(text)).toMatchObject({ everyHour });
  });
});

const FORM = 'as in *, 3, 1-5, */2 or 1,4';

describe('what is no cron expression', () => {
  it.each([[''], ['* * *'], ['* * * * * *'], ['every day']])('has not five fields: %j', (text) => {
    expect(readCron(text)).toEqual({
      kind: 'invalid',
      form: 'a cron expression of five fields: minute, hour, day of month, month, day of week',
    });
  });

  it.each([
    ['60 * * * *', `minute, here "60", is made of 0 to 59, ${FORM}`],
    ['-1 * * * *', `minute, here "-1", is made of 0 to 59, ${FORM}`],
    ['0 24 * * *', `hour, here "24", is made of 0 to 23, ${FORM}`],
    ['0 0 0 * *', `day of month, here "0", is made of 1 to 31, ${FORM}`],
    ['0 0 * 13 *', `month, here "13", is made of 1 to 12 or jan to dec, ${FORM}`],
    ['0 0 * jam *', `month, here "jam", is made of 1 to 12 or jan to dec, ${FORM}`],
    ['0 0 * * 8', `day of week, here "8", is made of 0 to 7 or sun to sat, ${FORM}`],
    ['0 0 * * 1#6', `day of week, here "1#6", is made of 0 to 7 or sun to sat, ${FORM}`],
    ['0 0 * * 1#1,2', `day of week, here "1#1,2", is made of 0 to 7 or sun to sat, ${FORM}`],
    ['1.5 * * * *', `minute, here "1.5", is made of 0 to 59, ${FORM}`],
    ['0,,5 * * * *', `minute, here "0,,5", is made of 0 to 59, ${FORM}`],
    ['*/0 * * * *', `minute, here "*/0", is made of 0 to 59, ${FORM}`],
    ['? * * * *', `minute, here "?", is made of 0 to 59, ${FORM}`],
    ['*,5 * * * *', `minute, here "*,5", is made of 0 to 59, ${FORM}`],
    ['H * * * *', `minute, here "h", is made of 0 to 59, ${FORM}`],
    [`${'1'.repeat(99)} * * * *`, `minute, here "${'1'.repeat(30)}…", is made of 0 to 59, ${FORM}`],
  ])('names the field: %j', (text, rest) => {
    expect(readCron(text)).toEqual({ kind: 'invalid', form: `a cron expression whose ${rest}` });
  });

  it.each([
    ['a range of one, which croniter takes for all', '7-7 * * * *'],
    ['steps past the end of a field, which croniter counts its own way', '0 22-6/3 * * *'],
  ])('is %s', (_what, text) => {
    expect(readCron(text)).toMatchObject({ kind: 'invalid' });
  });

  it('has a day of the month beside an nth weekday, on which croniter fails', () => {
    expect(readCron('0 0 1 * 5#2')).toEqual({
      kind: 'invalid',
      form: 'a cron expression with a day of the month or an nth weekday, not both',
    });
  });
});
