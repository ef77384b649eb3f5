/** The demo for a file of tests: people, tickets and what is shipped, in a tenant of its own. */
import { inject } from 'vitest';

/** Where people sign in. */
export type DemoTenant = {
  readonly url: string;
  /** Its key: the people of every demo have the same addresses. */
  readonly tenant?: string;
};

/** Its administrator is `admin@perdura.local`; everybody's password is `DEMO_PASSWORD`. */
export async function openDemo(): Promise<DemoTenant> {
  const answer = await fetch(inject('demoOffice'), { method: 'POST' });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`There is no demo: ${text}`);
  return JSON.parse(text) as DemoTenant;
}
