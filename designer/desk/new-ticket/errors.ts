/** What is wrong with a ticket that was sent: beside the field that it is about, and below all fields where the form has none for it. */
import { isProblem } from '#designer/client/problem.ts';
import { PLAN_TEXTS } from '#engine/changes/plan.ts';
import { type Draft, followedBy, isPlanned, type Setting } from './draft.ts';

/** Of a field, or of anything in it. */
export function errorWithin(error: unknown, pointer: string): string | undefined {
  if (!isProblem(error)) return undefined;
  return error.errors.find((one) => isWithin(one.pointer, pointer))?.detail;
}

const isWithin = (pointer: string, field: string): boolean =>
  pointer === field || pointer.startsWith(`${field}/`);

const ALWAYS = ['/title', '/description', '/impact', '/urgency', '/category', '/queue'];
const OF_STEP = [
  '',
  '/title',
  '/details',
  '/undo',
  '/minutes',
  '/assignment/user',
  '/assignment/group',
  '/assignment/queue',
];

/** Where the form of such a draft tells what is wrong. */
function fieldsOf(draft: Draft, setting: Setting): readonly string[] {
  if (!isPlanned(draft, setting)) return ALWAYS;
  const begins = [...ALWAYS, '/change/kind', '/change/plannedFrom'];
  if (draft.kind === 'standard') begins.push('/change/standard');
  if (followedBy(draft, setting) !== null) return begins;
  return [
    ...begins,
    '/change/plannedTo',
    ...setting.questions.map(({ key }) => `/change/answers/${key}`),
    ...draft.steps.flatMap((_, at) => OF_STEP.map((field) => `/change/steps/${at}${field}`)),
    ...PLAN_TEXTS.map((field) => `/change/${field}`),
  ];
}

/** What the form has no field for. */
export function errorsElsewhere(error: unknown, draft: Draft, setting: Setting): readonly string[] {
  if (!isProblem(error)) return [];
  const fields = new Set(fieldsOf(draft, setting));
  const isShown = (pointer: string) =>
    fields.has(pointer) || (setting.isWorker && isWithin(pointer, '/configItems'));
  return error.errors.filter(({ pointer }) => !isShown(pointer)).map(({ detail }) => detail);
}

/** The first field that is wrong, unfolded and in sight. False: none is. */
export function goToFirstWrong(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
  if (wrong === null) return false;
  // Of several that are wrong together, as the answers to a question, the first.
  goTo(wrong.dataset.wrong === undefined ? wrong : wrong.querySelector<HTMLElement>('input'));
  return true;
}

export function goTo(field: HTMLElement | null): void {
  // What is folded up cannot have the focus.
  field?.closest('details')?.setAttribute('open', '');
  // Not at an edge of the screen, where bars lie over it.
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
