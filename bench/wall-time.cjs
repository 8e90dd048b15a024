// Runs the command it is given and prints the milliseconds of wall time it took.
const { spawnSync } = require('node:child_process');
const [command, ...args] = process.argv.slice(2);
const started = performance.now();
const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
if (status !== 0) {
  process.stderr.write(stderr);
  process.exit(1);
}
console.log(performance.now() - started);
