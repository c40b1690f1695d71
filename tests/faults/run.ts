/** `npm run faults`: what the tests of killed builders do, ten times as often. */
import { killBuilders } from './kill-builders.ts';

const ordeal = { processes: 16, times: 188, keys: 20 };
const begin = performance.now();
const { acquired, built, killed, pruned, faults } = await killBuilders(ordeal);
const seconds = Math.round((performance.now() - begin) / 1000);

console.log(`${ordeal.processes} processes over ${ordeal.keys} environments, in ${seconds} s:`);
console.log(
  `${acquired} acquired, ${built} built, ${killed} builders killed, ${pruned} pruned, ${faults.length} faults`,
);
for (const fault of faults) console.log(`  ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
