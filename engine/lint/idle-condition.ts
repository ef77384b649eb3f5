/**
 * A condition out of a choice that says nothing: it asks about a step that lies behind the choice, compares with nothing,
 * or is an empty group, which always holds.
 */
import { type Condition, type ConditionLeaf, leavesOf } from '../condition.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';
import { reach } from './reach.ts';

const BARE = ['isEmpty', 'isNotEmpty'];

export const idleCondition: Rule = {
  name: 'idle-condition',
  says: 'A condition out of a choice is empty, compares with nothing, or asks how a step ended that only comes later.',
  *find({ definition, graph }): Iterable<Report> {
    for (const gateway of elementsOf(definition, 'exclusiveGateway')) {
      const before = reach([gateway.id], (id) => graph.incoming(id).map(({ from }) => from));
      for (const flow of graph.outgoing(gateway.id)) {
        if (!flow.conditions || flow.id === gateway.default) continue;
        const about = { level: 'warning', element: gateway.id, flow: flow.id } as const;
        const name = nameOf(gateway);
        const leaves = leavesOf(flow.conditions);
        if (leaves.length === 0 || hasEmptyGroup(flow.conditions)) {
          yield {
            ...about,
            message: `A condition out of “${name}” is empty, so it always holds.`,
            values: { element: name, problem: 'empty' },
          };
        }
        for (const { fact } of leaves.filter(comparesNothing)) {
          yield {
            ...about,
            message: `A condition out of “${name}” compares “${fact}” with nothing.`,
            values: { element: name, fact, problem: 'no-value' },
          };
        }
        const later = leaves
          .map(({ fact }) => fact.split('.'))
          .flatMap(([root, id]) => (root === 'steps' && id !== undefined ? [id] : []))
          .filter((id) => graph.elements.has(id) && !before.has(id));
        for (const id of new Set(later)) {
          const step = graph.elements.get(id);
          yield {
            ...about,
            message: `A condition out of “${name}” asks how “${step ? nameOf(step) : id}” ended, which only comes later.`,
            values: { element: name, step: step ? nameOf(step) : id, problem: 'later' },
          };
        }
      }
    }
  },
};

/** Something in it compares with nothing. */
export const isIdle = (condition: Condition): boolean => leavesOf(condition).some(comparesNothing);

const comparesNothing = ({ operator, value }: ConditionLeaf): boolean =>
  !BARE.includes(operator) && isNothing(value);

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

function hasEmptyGroup(condition: Condition): boolean {
  if ('not' in condition) return hasEmptyGroup(condition.not);
  const members = 'all' in condition ? condition.all : 'any' in condition ? condition.any : null;
  return members !== null && (members.length === 0 || members.some(hasEmptyGroup));
}
