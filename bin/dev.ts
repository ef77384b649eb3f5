/**
 * `npm run dev`: as start, and a change to the sources rebuilds the web app or restarts the API and the worker. Runs
 * in the middle of their work lose nothing by it: that is what the platform is for.
 */
import { watch } from 'node:fs';
import path from 'node:path';
import { runProgram } from './platform/failure.ts';
import { projectRoot } from './platform/settings.ts';
import type { Stack } from './platform/stack.ts';
import { type Say, supervise } from './platform/supervisor.ts';
import { buildWebApp } from './platform/web-build.ts';

const server = ['api', 'activities', 'workflows', 'domain', 'engine', 'rules'];
const browser = ['designer', 'engine', 'rules'];
/** Editors write a file in several steps, and people save several files. */
const settleMs = 250;

await runProgram(() => supervise(reloadOnChange));

function reloadOnChange(stack: Stack, say: Say): () => void {
  say('Watching the sources: a change is served a moment after it is saved.');
  const stops = [
    onChange(server, async () => {
      await Promise.all([stack.part('api')?.restart(), stack.part('worker')?.restart()]);
      say('Restarted the API and the worker.');
    }),
    onChange(browser, async () => {
      if (await buildWebApp(projectRoot)) say('Rebuilt the web app; reload the page.');
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };

  function onChange(folders: readonly string[], react: () => Promise<void>): () => void {
    let timer: NodeJS.Timeout | undefined;
    let busy = Promise.resolve();
    const watchers = folders.map((folder) =>
      watch(path.join(projectRoot, folder), { recursive: true }, (_event, file) => {
        if (!file || !/\.(ts|tsx|css|html|json|svg)$/.test(file) || /^dist/.test(file)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          busy = busy
            .then(react)
            .catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
        }, settleMs);
      }),
    );
    return () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    };
  }
}
