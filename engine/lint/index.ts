/**
 * `lint` says what is wrong with a definition and offers what would mend it. It never throws on a half-drawn process, and
 * reports in the order of the rules, each in the order of the drawing. Adding a rule means one file and one line here.
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { approvalQuorum } from './approval-quorum.ts';
import { badAttachment } from './bad-attachment.ts';
import { badExpression } from './bad-expression.ts';
import { badForm } from './bad-form.ts';
import { badParent } from './bad-parent.ts';
import { badRace } from './bad-race.ts';
import { badUndo } from './bad-undo.ts';
import { busyLoop } from './busy-loop.ts';
import { callsItself } from './calls-itself.ts';
import { canGetStuck } from './can-get-stuck.ts';
import { danglingFlow } from './dangling-flow.ts';
import { deadEnd } from './dead-end.ts';
import { duplicateId } from './duplicate-id.ts';
import { duplicateOutcome } from './duplicate-outcome.ts';
import { emptyName } from './empty-name.ts';
import { emptyText } from './empty-text.ts';
import { endsOpen } from './ends-open.ts';
import { eventKind } from './event-kind.ts';
import { eventSetting } from './event-setting.ts';
import type { Finding, LintContext, Rule, Subject } from './finding.ts';
import { elementsOf } from './finding.ts';
import { gatewayChoice } from './gateway-choice.ts';
import { gatewayCycle } from './gateway-cycle.ts';
import { idleCondition } from './idle-condition.ts';
import { ignoredConditions } from './ignored-conditions.ts';
import { implicitFork } from './implicit-fork.ts';
import { joinNeeded } from './join-needed.ts';
import { misplacedFlow } from './misplaced-flow.ts';
import { needsTicket } from './needs-ticket.ts';
import { neverTaken } from './never-taken.ts';
import { neverThrown } from './never-thrown.ts';
import { noEnd } from './no-end.ts';
import { noJoin } from './no-join.ts';
import { noStart } from './no-start.ts';
import { notProved } from './not-proved.ts';
import { nothingToUndo } from './nothing-to-undo.ts';
import { outcomeWithoutFlow } from './outcome-without-flow.ts';
import { overlappingConditions } from './overlapping-conditions.ts';
import { reach } from './reach.ts';
import { runsTwice } from './runs-twice.ts';
import { sameTrigger } from './same-trigger.ts';
import { readable, schemaFindings } from './schema.ts';
import { severalStarts } from './several-starts.ts';
import { startTrigger } from './start-trigger.ts';
import { before, eventSubsIn, onward, startsOf } from './structure.ts';
import { ticketFields } from './ticket-fields.ts';
import { timedOutFlow } from './timed-out-flow.ts';
import { timer } from './timer.ts';
import { uncaught } from './uncaught.ts';
import { unknownCustomField } from './unknown-custom-field.ts';
import { unknownFact } from './unknown-fact.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownPort } from './unknown-port.ts';
import { unreachableElement } from './unreachable-element.ts';

export type { Finding, Level, LintContext } from './finding.ts';
export { isDefinition } from './schema.ts';

/** Rules that read the drawing as it is. */
const ON_ANY: readonly Rule[] = [
  noStart,
  severalStarts,
  sameTrigger,
  startTrigger,
  noEnd,
  duplicateId,
  badParent,
  badAttachment,
  danglingFlow,
  misplacedFlow,
  unreachableElement,
  deadEnd,
  gatewayChoice,
  idleCondition,
  neverTaken,
  overlappingConditions,
  ignoredConditions,
  joinNeeded,
  badRace,
  eventKind,
  eventSetting,
  uncaught,
  neverThrown,
  badUndo,
  nothingToUndo,
  callsItself,
  gatewayCycle,
  busyLoop,
  duplicateOutcome,
  outcomeWithoutFlow,
  timedOutFlow,
  endsOpen,
  unknownPort,
  implicitFork,
  approvalQuorum,
  badForm,
  ticketFields,
  timer,
  badExpression,
  needsTicket,
  unknownFact,
  unknownCustomField,
  unknownKey,
  emptyName,
  emptyText,
  noJoin,
];

/** Rules about the runs of a process that has no other errors. */
const ON_WHOLE: readonly Rule[] = [canGetStuck, notProved, runsTwice];

export const RULES: readonly Pick<Rule, 'name' | 'says'>[] = [
  {
    name: 'schema',
    says: 'The definition does not fit its JSON Schema; the finding names the field.',
  },
  ...ON_ANY,
  ...ON_WHOLE,
];

/**
 * What is wrong with a definition; any JSON value may be asked about. `runs` says it of its runs, where somebody knows that
 * already.
 */
export function lint(
  definition: unknown,
  context: LintContext = {},
  runs: LintRuns = lintRuns,
): readonly Finding[] {
  const broken = schemaFindings(definition);
  const drawing = readable(definition);
  if (!drawing) return broken;
  const subject = subjectOf(drawing, context);
  const found = ON_ANY.flatMap((rule) => report(rule, subject, broken.length > 0));
  const findings = [...broken, ...found];
  if (findings.some(({ level }) => level === 'error')) return findings;
  return [...findings, ...runs(drawing)];
}

/** What is wrong with the runs of a definition that has no other errors; it may take seconds. */
export type LintRuns = (definition: Definition) => readonly Finding[];

export const lintRuns: LintRuns = (definition) => {
  const subject = subjectOf(definition, {});
  return ON_WHOLE.flatMap((rule) => report(rule, subject, false));
};

/** A malformed element can break a rule that reads it; that it is malformed has been said, so the rule may fall silent. */
function report(rule: Rule, subject: Subject, isBroken: boolean): readonly Finding[] {
  try {
    return [...rule.find(subject)].map((one) => ({ rule: rule.name, ...one }));
  } catch (error) {
    if (isBroken) return [];
    throw error;
  }
}

function subjectOf(definition: Definition, context: LintContext): Subject {
  const graph = graphOf(definition);
  const starts = startsOf(definition).map(({ id }) => id);
  const ends = elementsOf(definition, 'endEvent').map(({ id }) => id);
  return {
    definition,
    graph,
    context,
    reached: reach([...starts, ...eventSubsIn(graph, null)], (id) => onward(graph, id)),
    ending: reach(ends, (id) => before(graph, id)),
  };
}
