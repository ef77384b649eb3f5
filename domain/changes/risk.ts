/** How risky a change is and why: whose word it is, what the rules say, and what each of them has added for which reason. */

import type { CountedFact } from '#engine/changes/plan.ts';
import { answerTo, askedOf, pointsOf, type Question } from '#engine/changes/questions.ts';
import { factsIn } from '#engine/condition.ts';
import { isObject } from '#engine/json.ts';
import { placeholdersOf } from '#engine/template.ts';
import { mergeSets } from '#rules/merge-sets.ts';
import type { Rule } from '#rules/ruleset.ts';
import { toIso } from '../instants.ts';
import type { PersonRef } from '../tickets/references.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { changeQuestions } from './questions.ts';
import type { SettledRisk } from './settle-risk.ts';
import { type Suggestion, suggestRisk } from './suggest-risk.ts';

export const REASON_SOURCES = ['answer', 'history', 'impact', 'rule'] as const;

export type RiskReason = {
  readonly source: (typeof REASON_SOURCES)[number];
  /** Null where the rule says no number. */
  readonly points: number | null;
  readonly rule: RuleRef;
  /** What the rule says of it, in its author’s words. */
  readonly texts: readonly string[];
  /** Of the source `answer`. */
  readonly question: string | null;
  readonly option: string | null;
};

type RuleRef = { readonly id: string; readonly name: string };

export type AskedQuestion = Question & { readonly answer: string | null };

export type RiskFacts = {
  readonly [fact in Exclude<CountedFact, 'incidents' | 'unanswered'>]: number;
};

export type ChangeRisk = SettledRisk & {
  /** Whose word it is, where it is a person’s. */
  readonly judgedBy: PersonRef | null;
  readonly judgedAt: string | null;
  readonly suggested: Suggestion['risk'];
  /** The rule by which the points became a risk; null where none held. */
  readonly decidedBy: RuleRef | null;
  /** The name of the ruleset that says this risk of whatever none of its rules holds for. */
  readonly otherwise: string | null;
  readonly score: number | null;
  readonly facts: RiskFacts;
  /** What the answers would come to by the questions of today. */
  readonly pointsToday: number;
  /** It follows a standard change, whose risk was approved with it. */
  readonly standard: boolean;
  readonly reasons: readonly RiskReason[];
  readonly questions: readonly AskedQuestion[];
  readonly unanswered: readonly string[];
};

export async function riskOf(work: Work, change: Change): Promise<ChangeRisk> {
  const { questions } = await changeQuestions(work);
  const suggestion = await suggestRisk(work, change.ticketId);
  const asked = askedOf(questions, change.kind).map((question) => ({
    ...question,
    answer: answerTo(question, change.answers)?.key ?? null,
  }));
  const pointsToday = pointsOf(questions, change.kind, change.answers);
  const decided = suggestion.byRisk;
  const [by] = decided?.result.matched ?? [];
  const rule = decided?.ruleset.rules.find(({ id }) => id === by);
  return {
    risk: change.risk,
    riskBy: change.riskBy,
    riskReason: change.riskReason,
    ...(await lastWord(work, change)),
    suggested: suggestion.risk,
    score: suggestion.score,
    decidedBy: rule ? refOf(rule) : null,
    otherwise: otherwiseOf(suggestion),
    facts: factsOf(suggestion),
    pointsToday,
    standard: change.standard !== null,
    reasons: reasonsOf(suggestion, countedAnswers(asked, change)),
    questions: asked,
    unanswered: asked.filter(({ answer }) => answer === null).map(({ key }) => key),
  };
}

const otherwiseOf = ({ byRisk, risk }: Suggestion): string | null =>
  byRisk && byRisk.result.matched.length === 0 && byRisk.result.variables.risk === risk
    ? byRisk.ruleset.name
    : null;

const refOf = ({ id, name }: Rule): RuleRef => ({ id, name: name ?? id });

function factsOf({ facts }: Suggestion): RiskFacts {
  const known = isObject(facts.ticket.change) ? facts.ticket.change : {};
  const count = (fact: string): number => (typeof known[fact] === 'number' ? known[fact] : 0);
  return {
    points: count('points'),
    similar: count('similar'),
    similarFailed: count('similarFailed'),
    dependants: count('dependants'),
    services: count('services'),
  };
}

type CountedAnswer = Pick<RiskReason, 'question' | 'option' | 'points'>;

/** Each answer with what it came to when it was given; null where one of them is to nothing that is still asked. */
function countedAnswers(
  asked: readonly AskedQuestion[],
  { answerPoints }: Change,
): readonly CountedAnswer[] | null {
  const known = asked.filter(({ key, answer }) => answer !== null && key in answerPoints);
  if (known.length < Object.keys(answerPoints).length) return null;
  return known.flatMap(({ key, answer }) => {
    const points = answerPoints[key] ?? 0;
    return points === 0 ? [] : [{ question: key, option: answer, points }];
  });
}

/**
 * Each rule that held, in their order; one that passes on the points of the answers is told answer by answer, unless what was
 * answered is asked no more. What is counted is told in the reader’s words where one rule alone tells of it.
 */
function reasonsOf(
  { byPoints, facts }: Suggestion,
  answers: readonly CountedAnswer[] | null,
): readonly RiskReason[] {
  if (!byPoints) return [];
  const { ruleset, result } = byPoints;
  const holding = ruleset.rules.filter(({ id }) => result.matched.includes(id));
  // Where nothing is added up the last of them counts.
  const counting = ruleset.hitPolicy === 'sum' ? holding : holding.slice(-1);
  const sources = counting.map(sourceOf);
  return counting.flatMap((rule, index): RiskReason[] => {
    const { points, reasons } = mergeSets([rule.set], 'sum', facts);
    const texts = [reasons].flat().filter((text) => typeof text === 'string');
    const reason = {
      points: typeof points === 'number' ? points : null,
      rule: refOf(rule),
      texts,
      question: null,
      option: null,
    };
    const source = sources[index] ?? 'rule';
    const isAlone = sources.filter((one) => one === source).length === 1;
    if (answers === null || !passesOnAnswers(rule))
      return [{ ...reason, source: isAlone ? source : 'rule' }];
    return answers.map((answer) => ({ ...reason, source: 'answer' as const, ...answer }));
  });
}

const ANSWERS = 'ticket.change.points';
const passesOnAnswers = ({ set }: Rule): boolean =>
  typeof set.points === 'string' && placeholdersOf(set.points).join() === ANSWERS;

const ABOUT: { readonly [source in 'history' | 'impact']: readonly string[] } = {
  history: ['similar', 'similarFailed'],
  impact: ['dependants', 'services'],
};

/** By what it looks at: a rule that looks at other things as well speaks for itself. */
function sourceOf({ conditions }: Rule): RiskReason['source'] {
  const facts = factsIn(conditions);
  const isAbout = (source: 'history' | 'impact'): boolean =>
    facts.length > 0 &&
    facts.every((fact) => ABOUT[source].some((one) => fact === `ticket.change.${one}`));
  if (isAbout('history')) return 'history';
  return isAbout('impact') ? 'impact' : 'rule';
}

/** The name stands on the event that told it. */
async function lastWord(
  work: Work,
  { ticketId, riskBy }: Change,
): Promise<Pick<ChangeRisk, 'judgedBy' | 'judgedAt'>> {
  if (riskBy !== 'person') return { judgedBy: null, judgedAt: null };
  const [row] = await work.em.execute<{ at: Date | string; by: PersonRef | null }[]>(
    `select e.at, case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email) end as by
     from event e left join person p on p.id = e.actor_id and e.actor_kind = 'person'
     where e.subject_kind = 'ticket' and e.subject_id = ? and e.type = 'change.riskJudged' order by e.at desc, e.id desc limit 1`,
    [ticketId],
  );
  return { judgedBy: row?.by ?? null, judgedAt: row ? toIso(row.at) : null };
}
