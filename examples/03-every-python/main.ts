import { createRuntime, findInterpreters } from '@taskloom/runtime';
import { type Account, createProbe } from './pipeline.js';

const WIDTHS = { version: 14, half: 6, big: 24 };

await using runtime = createRuntime();
console.log(`${'version'.padEnd(WIDTHS.version)}${'1/2'.padEnd(WIDTHS.half)}${'2^64 + 1'.padEnd(WIDTHS.big)}text`);
for (const { path } of await findInterpreters()) {
  const { value } = await runtime.run(createProbe(path));
  console.log(formatAccount(value));
}

function formatAccount({ version, half, big, text }: Account): string {
  return `${version.padEnd(WIDTHS.version)}${String(half).padEnd(WIDTHS.half)}${String(big).padEnd(WIDTHS.big)}${text}`;
}
