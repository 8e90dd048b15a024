#!/usr/bin/env node
import { writeSync } from 'node:fs';
import pc from 'picocolors';
import { main } from './main';

/** Whoever reads may go away early, as `head` does, or be slower than this writes. */
function write(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

process.exitCode = main(process.argv.slice(2), {
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  // Not undefined, for which picocolors would ask the environment: CI is no terminal.
  colors: process.stdout.isTTY === true && pc.isColorSupported,
  progress: process.stderr.isTTY === true,
});
