/** An event for an error or an escalation that nothing within its reach throws never happens. */

import { type Catcher, catcherOf, catchersIn, throwersIn } from '../catchers.ts';
import type { Definition, Element } from '../definition.ts';
import { refusalsOf } from '../refusals.ts';
import { nameOf, type Report, type Rule } from './finding.ts';
import { insideOf } from './structure.ts';

export const neverThrown: Rule = {
  name: 'never-thrown',
  says: 'An event waits for an error or an escalation that nothing throws.',
  *find({ definition, graph }): Iterable<Report> {
    const heard = new Set(
      throwersIn(definition).map((thrower) => {
        const by = catcherOf(graph, thrower);
        return by === null ? '' : `${thrower.kind} ${by}`;
      }),
    );
    for (const catcher of catchersIn(definition)) {
      const { element, kind, code } = catcher;
      if (heard.has(`${kind} ${element.id}`)) continue;
      if (kind === 'error' && regionOf(definition, catcher).some((one) => canFail(one, code)))
        continue;
      const name = nameOf(element);
      const what = kind === 'error' ? 'error' : 'escalation';
      yield {
        level: 'hint',
        element: element.id,
        message: `“${name}” waits for ${code === undefined ? `an ${what}` : `the ${what} “${code}”`}, but nothing throws it.`,
        values: { element: name, kind, code: code ?? '' },
      };
    }
  },
};

const FAILING: readonly string[] = ['serviceTask', 'businessRuleTask', 'callActivity'];

/** Actions, rulesets and other processes fail with codes of their own, questions to the record with known ones. */
function canFail(element: Element, code: string | undefined): boolean {
  if (FAILING.includes(element.type)) return true;
  const refusals = refusalsOf(element);
  return code === undefined ? refusals.length > 0 : refusals.includes(code);
}

/** The elements from which something thrown can come to it. */
function regionOf(definition: Definition, { element }: Catcher): readonly Element[] {
  if (element.type === 'boundaryEvent') {
    const host = definition.elements.find(({ id }) => id === element.attachedTo);
    return host ? [host, ...insideOf(definition, host.id)] : [];
  }
  const sub = definition.elements.find(({ id }) => id === element.parent);
  return insideOf(definition, sub?.parent);
}
