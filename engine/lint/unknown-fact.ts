/** A condition, timer or placeholder that names a fact no run will ever hold. */
import { conditionsIn } from '../approval/stages.ts';
import { factsIn } from '../condition.ts';
import { factsOf } from '../expression/index.ts';
import { placeholdersOf } from '../template.ts';
import { expressionsOf } from './expressions.ts';
import { elementIds, factProblem } from './facts.ts';
import { nameOf, type Report, type Rule, type Subject } from './finding.ts';
import { timerOf } from './timer.ts';

type Mention = {
  readonly path: string;
  readonly about: { element?: string; flow?: string };
  readonly name: string;
  /** What `loop.` holds there. */
  readonly loop?: readonly string[];
};

export const unknownFact: Rule = {
  name: 'unknown-fact',
  says: 'A condition, expression, timer or placeholder names a fact that does not exist.',
  *find(subject): Iterable<Report> {
    const elements = elementIds(subject.definition);
    for (const { path, about, name, loop } of mentionsOf(subject)) {
      const problem = factProblem(path, elements, loop);
      if (problem === null) continue;
      yield {
        level: problem === 'unknown-field' ? 'warning' : 'error',
        ...about,
        message: `“${name}” looks at “${path}”, which does not exist. ${ADVICE[problem]}`,
        values: { name, fact: path, problem },
      };
    }
  },
};

const ADVICE = {
  'unknown-root': 'Facts begin with ticket, requester, variables or steps.',
  'unknown-field': 'It will always be empty.',
  'unknown-step': 'After “steps” comes the id of an element.',
} as const;

/** Everything in a definition that looks at a fact; what does so twice in one place is told once. */
export function* mentionsOf({ definition }: Pick<Subject, 'definition'>): Iterable<Mention> {
  for (const element of definition.elements) {
    const about = { element: element.id };
    const name = nameOf(element);
    if (element.type === 'startEvent' && element.trigger.type === 'ticketCreated') {
      const { conditions } = element.trigger;
      if (conditions) for (const path of new Set(factsIn(conditions))) yield { path, about, name };
    }
    if (element.type === 'approval') {
      for (const path of element.approval.askAgainOn ?? []) yield { path, about, name };
      for (const { conditions } of conditionsIn(element.approval))
        for (const path of new Set(factsIn(conditions))) yield { path, about, name };
    }
    const timer = timerOf(element);
    if (timer && 'fact' in timer) yield { path: timer.fact, about, name };
    for (const path of new Set(placeholdersIn(element))) yield { path, about, name };
    for (const { text, loop } of expressionsOf(element))
      for (const path of factsOf(text)) yield { path, about, name, loop };
  }
  for (const flow of definition.flows) {
    if (!flow.conditions) continue;
    const name = flow.name ?? flow.id;
    for (const path of new Set(factsIn(flow.conditions)))
      yield { path, about: { flow: flow.id }, name };
  }
}

/** Every placeholder in any text of a value. */
function placeholdersIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return placeholdersOf(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(placeholdersIn);
}
