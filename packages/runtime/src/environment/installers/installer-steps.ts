/** What an installer is doing, from the lines that it prints: no number that it does not tell. */

export type OnStep = (step: string) => void;

/** @param total packages that are installed; undefined while they are not known yet */
export function followLines(onStep: OnStep, total: number | undefined): (line: string) => void {
  let collected = 0;
  return (line) => {
    // pip names each package as it comes to it, uv only the large ones as it fetches them.
    if (/^Collecting /.test(line)) collected += 1;
    const step = readStep(line, describeCollected(collected, total));
    if (step !== undefined) onStep(step);
  };
}

function describeCollected(collected: number, total: number | undefined): string {
  return total === undefined ? `resolving, ${countPackages(collected)} so far` : `downloading ${collected} of ${total}`;
}

function readStep(line: string, collected: string): string | undefined {
  if (/^Collecting /.test(line)) return collected;
  const [, fetched, size] = /^Downloading ([\w.-]+)(?: \(([^)]*)\))?$/.exec(line) ?? [];
  if (fetched !== undefined) return `downloading ${fetched}${size === undefined ? '' : `, ${size}`}`;
  const [, built] = /^ *Building (?:wheel for )?([\w.=-]+)/.exec(line) ?? [];
  if (built !== undefined) return `building ${built}`;
  const [, prepared] = /^Prepared (\d+) packages?/.exec(line) ?? [];
  if (prepared !== undefined) return `installing ${countPackages(Number(prepared))}`;
  const [, names] = /^Installing collected packages: (.*)/.exec(line) ?? [];
  return names === undefined ? undefined : `installing ${countPackages(names.split(', ').length)}`;
}

function countPackages(count: number): string {
  return count === 1 ? '1 package' : `${count} packages`;
}

const INTERVAL_MS = 1000;

/** Of steps of the same kind at most one in a second: whoever reads them line by line is not flooded. */
export function limitSteps(onStep: OnStep, now: () => Date): OnStep {
  let [kind, toldAt] = ['', 0];
  return (step) => {
    const [next = ''] = /^\w+/.exec(step) ?? [];
    const at = now().getTime();
    if (next === kind && at - toldAt < INTERVAL_MS) return;
    [kind, toldAt] = [next, at];
    onStep(step);
  };
}
