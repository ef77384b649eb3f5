/** Before the tests that need PostgreSQL. */
import type { TestProject } from 'vitest/node';
import { shareDatabase, stopServices } from './services.ts';

export async function setup(project: TestProject): Promise<void> {
  await shareDatabase(project);
}

export const teardown = stopServices;
