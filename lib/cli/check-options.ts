import type { Level } from '../mesh';

/** The options as commander hands them over. */
export interface CheckCommandOptions {
  readonly failOn: Level;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly context?: readonly string[];
  readonly open?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly meshConfig?: string;
  readonly namespace?: string;
  readonly domain?: string;
  readonly recursive?: boolean;
  readonly output: 'text' | 'json' | 'sarif' | 'github';
}
