/** A ticket that is being written, and what is sent of it: nothing that its type, or the standard change it follows, says itself. Pure. */
import type { NewTicket } from '#designer/client/tickets.ts';
import type { ChangeKind, ChangeTexts } from '#designer/client/types/changes.ts';
import type { Person } from '#designer/client/types/people.ts';
import type { Level, TicketType } from '#designer/client/types/tickets.ts';
import { type StepDraft, wishesOf } from '#designer/ui/change/step-draft.ts';
import { fromWall } from '#designer/ui/wall-time.ts';
import { type Answers, answerTo, type Question } from '#engine/changes/questions.ts';

export type Draft = {
  readonly type: TicketType;
  readonly title: string;
  readonly description: string;
  /** Null: nobody has said. */
  readonly impact: Level | null;
  readonly urgency: Level | null;
  readonly category: string;
  readonly queue: string | null;
  readonly requester: Person | null;
  /** What it is about, with its name, which is kept with what is typed. */
  readonly items: readonly { readonly key: string; readonly name: string }[];
  /** Of a change. */
  readonly kind: ChangeKind;
  /** The key of the standard change it is opened from. */
  readonly standard: string | null;
  /** As the clock on the reader's wall shows them. */
  readonly from: string;
  readonly to: string;
  readonly answers: Answers;
  readonly texts: ChangeTexts;
  readonly steps: readonly StepDraft[];
};

export const EMPTY: Draft = {
  type: 'incident',
  title: '',
  description: '',
  impact: null,
  urgency: null,
  category: '',
  queue: null,
  requester: null,
  items: [],
  kind: 'normal',
  standard: null,
  from: '',
  to: '',
  answers: {},
  steps: [],
  texts: { impact: '', implementation: '', testPlan: '', communication: '', backOut: '' },
};

export type Setting = {
  readonly timeZone: string;
  /** Who works on tickets says more of them. */
  readonly isWorker: boolean;
  /** What is asked of such a change. */
  readonly questions: readonly Question[];
};

export const isPlanned = ({ type }: Draft, { isWorker }: Pick<Setting, 'isWorker'>): boolean =>
  type === 'change' && isWorker;

/** The standard change it follows, where it is of that kind. */
export const followedBy = (draft: Draft, setting: Pick<Setting, 'isWorker'>): string | null =>
  isPlanned(draft, setting) && draft.kind === 'standard' ? draft.standard : null;

export function bodyOf(draft: Draft, setting: Setting): NewTicket {
  const { type, title, description, category, queue, requester, items } = draft;
  return {
    type,
    title: title.trim(),
    source: 'web',
    ...(draft.impact === null ? {} : { impact: draft.impact }),
    ...(draft.urgency === null ? {} : { urgency: draft.urgency }),
    ...(description.trim() === '' ? {} : { description }),
    ...(category.trim() === '' ? {} : { category: category.trim() }),
    ...(queue === null ? {} : { queue }),
    ...(requester === null ? {} : { requester: requester.email }),
    ...(setting.isWorker && items.length > 0 ? { configItems: items.map(({ key }) => key) } : {}),
    ...(isPlanned(draft, setting) ? { change: planOf(draft, setting) } : {}),
  };
}

function planOf(draft: Draft, setting: Setting): NonNullable<NewTicket['change']> {
  const { kind, texts, steps } = draft;
  const standard = followedBy(draft, setting);
  const plannedFrom = fromWall(setting.timeZone, draft.from);
  const plannedTo = fromWall(setting.timeZone, draft.to);
  const begins = plannedFrom === undefined ? {} : { plannedFrom };
  // When it ends, and all else, is said by what it follows.
  if (standard !== null) return { standard, ...begins };
  const said = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  return {
    kind,
    answers: answersOf(draft, setting),
    ...begins,
    ...(plannedTo === undefined ? {} : { plannedTo }),
    ...Object.fromEntries(said),
    ...(steps.length > 0 ? { steps: wishesOf(steps) } : {}),
  };
}

/** What is asked of another kind, or no more, is not sent. */
export const answersOf = (
  { answers }: Pick<Draft, 'answers'>,
  { questions }: Pick<Setting, 'questions'>,
): Answers =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const option = answerTo(question, answers);
      return option ? [[question.key, option.key]] : [];
    }),
  );
