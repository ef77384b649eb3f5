/** Where programs that were fetched, built or unpacked once are kept for the user, between checkouts. */
import { homedir } from 'node:os';
import path from 'node:path';

export const cacheFolder = (environment: NodeJS.ProcessEnv): string =>
  path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'perdura', 'bin');
