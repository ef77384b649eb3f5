/** What people do carries a name: it is what they read in their task list, their mail and the history. */
import type { Report, Rule } from './finding.ts';

const NAMED: readonly string[] = ['userTask', 'approval', 'cabReview'];
const ADVISED: readonly string[] = [
  'serviceTask',
  'businessRuleTask',
  'intermediateCatchEvent',
  'subProcess',
  'callActivity',
];

export const emptyName: Rule = {
  name: 'empty-name',
  says: 'The process, or an element that people meet, has no name.',
  *find({ definition }): Iterable<Report> {
    if (!definition.name?.trim()) {
      yield { level: 'error', pointer: '/name', message: 'The process has no name.', values: {} };
    }
    for (const { id, type, name } of definition.elements) {
      if (name?.trim()) continue;
      const isNamed = NAMED.includes(type);
      if (!isNamed && !ADVISED.includes(type)) continue;
      yield {
        level: isNamed ? 'warning' : 'hint',
        element: id,
        message: `“${id}” has no name. People will read its id instead.`,
        values: { element: id },
      };
    }
  },
};
