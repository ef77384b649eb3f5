/** The snapshot that conditions, rulesets and templates read. A fact that is not there is missing, never an error. */
import type { Json, JsonObject } from '#engine/json.ts';

export type Facts = {
  readonly ticket: JsonObject;
  readonly requester: JsonObject;
  readonly variables: JsonObject;
  readonly steps: { readonly [element: string]: Json };
};
