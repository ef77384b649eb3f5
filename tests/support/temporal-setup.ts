/** Before the tests that need PostgreSQL and Temporal: both are brought up side by side. */
import type { TestProject } from 'vitest/node';
import { shareDatabase, shareTemporal, stopServices } from './services.ts';

export async function setup(project: TestProject): Promise<void> {
  await Promise.all([shareDatabase(project), shareTemporal(project)]);
}

export const teardown = stopServices;
