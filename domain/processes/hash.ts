/** The hash that a version, a run and a review know a definition by. */
import { createHash } from 'node:crypto';
import { meaning } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';

/** Equal for definitions that mean the same, however their boxes are placed. */
export const hashDefinition = (definition: Definition): string =>
  createHash('sha256').update(meaning(definition)).digest('hex');
