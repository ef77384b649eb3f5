/**
 * Undo and redo against a one-page model: a list of definitions and a place in it. Whatever is done, in whatever order,
 * the history is where the model is; and writing it down and playing it again changes nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryAction } from '#designer/canvas/editor/history.ts';
import { reduceHistory, startHistory } from '#designer/canvas/editor/history.ts';
import { fromKept, playedAgain, toKept } from '#designer/canvas/editor/kept-history.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { anEdit, aProcess } from './support.ts';

const edit = (edited: Parameters<typeof applyEdit>[1], mark?: string): HistoryAction => ({
  type: 'change',
  change: { type: 'edit', edit: edited },
  label: edited.type,
  mark,
});
const rename = (name: string, mark?: string) =>
  edit({ type: 'renameElement', id: 'ask', name }, mark);

const anAction = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(anEdit, fc.constantFrom(undefined, 'a', 'b'))
      .map(([one, mark]) => edit(one, mark)),
  },
  { weight: 3, arbitrary: fc.constant<HistoryAction>({ type: 'undo' }) },
  { weight: 2, arbitrary: fc.constant<HistoryAction>({ type: 'redo' }) },
  { weight: 1, arbitrary: fc.constant<HistoryAction>({ type: 'mark' }) },
);

/** What undo means, as simply as it can be said. */
class Model {
  steps: { readonly definition: Definition; readonly mark: string | undefined }[];
  at = 0;

  constructor(first: Definition) {
    this.steps = [{ definition: first, mark: undefined }];
  }

  get present(): Definition {
    return this.steps[this.at]?.definition ?? aProcess();
  }

  do(action: HistoryAction): void {
    if (action.type === 'undo') {
      if (this.at === 0) return;
      this.seal();
      this.at -= 1;
    } else if (action.type === 'redo') {
      if (this.at < this.steps.length - 1) this.at += 1;
    } else if (action.type === 'mark') this.seal();
    else if (action.change.type === 'edit') {
      const definition = applyEdit(this.present, action.change.edit);
      if (definition === this.present) return;
      const isLast = this.at === this.steps.length - 1;
      const joins =
        isLast && action.mark !== undefined && this.steps[this.at]?.mark === action.mark;
      const kept = this.steps.slice(0, joins ? this.at : this.at + 1);
      this.steps = [...kept, { definition, mark: action.mark }];
      this.at = this.steps.length - 1;
    }
  }

  private seal(): void {
    const step = this.steps[this.at];
    if (step) this.steps[this.at] = { ...step, mark: undefined };
  }
}

describe('the history of a process being drawn', () => {
  it('is where the model is, whatever is done', () => {
    fc.assert(
      fc.property(fc.array(anAction, { maxLength: 60 }), (actions) => {
        const model = new Model(aProcess());
        let history = startHistory(model.present);
        for (const action of actions) {
          model.do(action);
          history = reduceHistory(history, action);
          expect(history.present).toEqual(model.present);
          expect(history.past.length).toBe(model.at);
          expect(history.future.length).toBe(model.steps.length - 1 - model.at);
        }
      }),
    );
  });

  it('comes back from storage with the same past, present and future', () => {
    fc.assert(
      fc.property(fc.array(anAction, { maxLength: 40 }), (actions) => {
        const history = actions.reduce(reduceHistory, startHistory(aProcess()));
        const kept = JSON.parse(
          JSON.stringify(toKept(history, { etag: '"v1"', baseVersion: 1, saved: true })),
        );
        const back = fromKept(kept);
        expect(back.present).toEqual(JSON.parse(JSON.stringify(history.present)));
        expect(back.past.map(({ label }) => label)).toEqual(history.past.map(({ label }) => label));
        expect(back.future.map(({ label }) => label)).toEqual(
          history.future.map(({ label }) => label),
        );
      }),
    );
  });

  it('is not played again where another build has kept what this one does not know', () => {
    const known = toKept(startHistory(aProcess()), { etag: null, baseVersion: 1, saved: true });
    expect(playedAgain(known)?.present).toEqual(aProcess());
    const step = (edit: unknown) => ({ change: { type: 'edit', edit }, label: 'Something' });
    for (const odd of [step({ type: 'quantumLeap' }), step(null), { label: 'Nothing' }])
      expect(playedAgain({ ...known, past: [odd] } as typeof known)).toBe(undefined);
    expect(playedAgain({ ...known, base: { key: 'loan' } } as typeof known)).toBe(undefined);
  });

  it('undoes typing in one field at once', () => {
    const typed = ['O', 'On', 'One'].reduce(
      (history, name) => reduceHistory(history, rename(name, 'ask:name')),
      startHistory(aProcess()),
    );
    expect(typed.past).toHaveLength(1);
    expect(reduceHistory(typed, { type: 'undo' }).present).toEqual(aProcess());
  });

  it('starts a new step when the field was left in between', () => {
    const actions: HistoryAction[] = [
      rename('O', 'ask:name'),
      { type: 'mark' },
      rename('On', 'ask:name'),
    ];
    expect(actions.reduce(reduceHistory, startHistory(aProcess())).past).toHaveLength(2);
  });

  it('keeps only the last of many rewrites of one thing', () => {
    const typed = [...'A longer name'].reduce(
      (history, _, index) => reduceHistory(history, rename('x'.repeat(index + 1), 'ask:name')),
      startHistory(aProcess()),
    );
    expect(typed.past[0]?.change).toEqual({
      type: 'edit',
      edit: { type: 'renameElement', id: 'ask', name: 'x'.repeat(13) },
    });
  });

  it('remembers nothing of an edit that changes nothing', () => {
    const history = startHistory(aProcess());
    expect(reduceHistory(history, edit({ type: 'disconnect', ids: ['nowhere'] }))).toBe(history);
  });

  it('remembers nothing of a note that was put there and taken away again at once', () => {
    const put = edit({ type: 'addNote', note: { id: 'note', text: '', x: 0, y: 0 } }, 'note:text');
    const taken = edit({ type: 'removeNote', id: 'note' }, 'note:text');
    const history = [put, taken].reduce(reduceHistory, startHistory(aProcess()));
    expect(history.past).toEqual([]);
    expect(history.present).toEqual(aProcess());
  });

  it('forgets what was undone once something else is done', () => {
    const actions: HistoryAction[] = [rename('One'), { type: 'undo' }, rename('Two')];
    const history = actions.reduce(reduceHistory, startHistory(aProcess()));
    expect(history.future).toEqual([]);
    expect(history.past.map(({ label }) => label)).toEqual(['renameElement']);
  });
});
