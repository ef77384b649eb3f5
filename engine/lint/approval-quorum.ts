/** A quorum that the named people cannot reach. Groups and roles are not counted: who is in them changes. */
import { mayBeSeveral } from '../action.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const approvalQuorum: Rule = {
  name: 'approval-quorum',
  says: 'An approval needs more votes than people are named, or does not say how many it needs.',
  *find({ definition }): Iterable<Report> {
    for (const element of elementsOf(definition, 'approval')) {
      const { mode, needed, approvers } = element.approval;
      const about = { element: element.id } as const;
      const name = nameOf(element);
      if (mode !== 'nOfM') continue;
      if (needed === undefined) {
        const message = `“${name}” does not say how many must approve; one is enough then.`;
        yield { ...about, level: 'warning', message, values: { element: name, problem: 'unsaid' } };
        continue;
      }
      const named = new Set(approvers.map((party) => JSON.stringify(party)));
      const isOpen = approvers.some(mayBeSeveral);
      if (isOpen || needed <= named.size) continue;
      yield {
        ...about,
        level: 'error',
        message: `“${name}” needs ${needed} approvals but asks only ${named.size}.`,
        values: { element: name, needed, asked: named.size, problem: 'too-large' },
      };
    }
  },
};
