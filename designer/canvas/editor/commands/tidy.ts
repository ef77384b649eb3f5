/** Arranges the whole drawing anew. */

import { arrange } from '#designer/ui/diagram/arrange.ts';
import type { LabelOf } from '#designer/ui/diagram/labels.ts';
import type { Definition } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';

export const tidy = (definition: Definition, wordsOf: LabelOf): Edit => ({
  type: 'moveElements',
  positions: arrange(definition, wordsOf),
});
