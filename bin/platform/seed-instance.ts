import type { DatabaseUrls } from './backing.ts';
import type { Settings } from './settings.ts';
export type SignIn = {
  readonly email?: string;
  readonly password?: string;
  readonly demo: boolean;
};
export async function seedInstance(options: {
  settings: Settings;
  database: DatabaseUrls;
  masterKey: string;
}): Promise<SignIn> {
  return { demo: options.settings.demo };
}
