/** Ids are the identity of elements and flows: records and history hang on them. */
import type { Report, Rule } from './finding.ts';

export const duplicateId: Rule = {
  name: 'duplicate-id',
  says: 'Two elements or flows have the same id.',
  *find({ definition }): Iterable<Report> {
    const seen = new Set<string>();
    const all = [
      ...definition.elements.map(({ id }) => ({ id, kind: 'element' as const })),
      ...definition.flows.map(({ id }) => ({ id, kind: 'flow' as const })),
    ];
    for (const { id, kind } of all) {
      if (seen.has(id)) {
        yield {
          level: 'error',
          [kind]: id,
          message: `The id “${id}” is used more than once.`,
          values: { id, kind },
        };
      }
      seen.add(id);
    }
  },
};
