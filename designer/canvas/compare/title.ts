/** What a row tells of, by name: “Approve”, “From Dear? to Approve”, “The process itself”. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Definition } from '#engine/definition.ts';
import type { Row } from './rows.ts';
import { endsWords } from './words.ts';

export const titleOf = (
  say: Say,
  { subject, id }: Pick<Row, 'subject' | 'id'>,
  definition: Definition,
): string => {
  switch (subject) {
    case 'process':
      return say('canvas.compare.process');
    case 'element': {
      const element = definition.elements.find((one) => one.id === id);
      return element ? nameOf(say, element) : id;
    }
    case 'flow': {
      const flow = definition.flows.find((one) => one.id === id);
      return flow ? endsWords(say, definition, flow) : id;
    }
    case 'note': {
      const text = definition.notes?.find((note) => note.id === id)?.text ?? id;
      return say('canvas.compare.note', { text: text.slice(0, 80) });
    }
  }
};
