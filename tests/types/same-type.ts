/** Compares types while they are checked: `sameType<Expected>()(value)` compiles where the value has exactly that type. */

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Takes a value of the type itself, not of one that fits it. */
export declare function sameType<Expected>(): <Actual>(
  actual: Actual,
  ...proof: IsSame<Expected, Actual> extends true ? [] : [{ readonly expected: Expected; readonly actual: Actual }]
) => void;
