/**
 * `lint` says what is wrong with a definition and offers what would mend it. It never throws on a half-drawn process, and
 * reports in the order of the rules, each in the order of the drawing. Adding a rule means one file and one line here.
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { approvalQuorum } from './approval-quorum.ts';
import { danglingFlow } from './dangling-flow.ts';
import { deadEnd } from './dead-end.ts';
import { duplicateId } from './duplicate-id.ts';
import type { Finding, LintContext, Rule, Subject } from './finding.ts';
import { elementsOf } from './finding.ts';
import { gatewayChoice } from './gateway-choice.ts';
import { gatewayCycle } from './gateway-cycle.ts';
import { ignoredConditions } from './ignored-conditions.ts';
import { implicitFork } from './implicit-fork.ts';
import { misplacedFlow } from './misplaced-flow.ts';
import { noEnd } from './no-end.ts';
import { noStart } from './no-start.ts';
import { outcomeWithoutFlow } from './outcome-without-flow.ts';
import { reach } from './reach.ts';
import { severalStarts } from './several-starts.ts';
import { timedOutFlow } from './timed-out-flow.ts';
import { unknownPort } from './unknown-port.ts';
import { unreachableElement } from './unreachable-element.ts';

export type { Finding, Level, LintContext } from './finding.ts';

export const RULES: readonly Rule[] = [
  noStart,
  severalStarts,
  noEnd,
  duplicateId,
  danglingFlow,
  misplacedFlow,
  unreachableElement,
  deadEnd,
  gatewayChoice,
  ignoredConditions,
  gatewayCycle,
  outcomeWithoutFlow,
  timedOutFlow,
  unknownPort,
  implicitFork,
  approvalQuorum,
];

export function lint(definition: Definition, context: LintContext = {}): readonly Finding[] {
  const subject = subjectOf(definition, context);
  return RULES.flatMap((rule) =>
    [...rule.find(subject)].map((report) => ({ rule: rule.name, ...report })),
  );
}

function subjectOf(definition: Definition, context: LintContext): Subject {
  const graph = graphOf(definition);
  const starts = elementsOf(definition, 'startEvent').map(({ id }) => id);
  const ends = elementsOf(definition, 'endEvent').map(({ id }) => id);
  return {
    definition,
    graph,
    context,
    reached: reach(starts, graph.outgoing, (flow) => flow.to),
    ending: reach(ends, graph.incoming, (flow) => flow.from),
  };
}
