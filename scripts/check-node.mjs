// Stops with a plain sentence where Node is too old. Imported before anything else, and written for old Nodes.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const wanted = manifest.engines.node.replace('>=', '');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);

if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
  console.error(
    `Taskloom needs Node ${wanted} or later, and this is Node ${process.versions.node} (${process.execPath}).`,
  );
  console.error('Install a newer Node, or select one with your version manager, and try again.');
  process.exit(1);
}
