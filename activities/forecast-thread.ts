/** The thread that works forecasts out: what has been comes in, what may come goes out. */
import { parentPort } from 'node:worker_threads';
import { type Job, make } from '#domain/forecasts/make.ts';

parentPort?.on('message', (job: Job) => parentPort?.postMessage(make(job)));
