/**
 * What an HTTP call puts into the run's variables: only what the action's `result` names, so that a large answer never
 * enters the state. A name that the answer does not hold becomes null.
 */
import type { CallAction } from './action.ts';
import type { Json } from './json.ts';
import { fillDeep } from './template.ts';

export type CallResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Json;
};

export function resultVariables(
  action: CallAction,
  response: CallResponse,
): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(action.result ?? {}).map(([name, path]) => [
      name,
      fillDeep(`{{${path}}}`, response),
    ]),
  );
}
