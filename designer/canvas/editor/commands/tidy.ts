/** Arranges the whole drawing anew: each way straight on, or long ones in rows. */
import { arrange } from '#designer/ui/diagram/arrange.ts';
import type { LabelOf } from '#designer/ui/diagram/labels.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';

export const tidy = (definition: Definition, wordsOf: LabelOf, inRows = false): Edit => ({
  type: 'moveElements',
  positions: arrange(definition, { labelOf: wordsOf, inRows }),
});
