/** What differs, in words. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Difference } from '#engine/backtest/compare.ts';
import type { Definition } from '#engine/definition.ts';
import { isObject } from '#engine/json.ts';
import type { Tested } from './backtests.ts';

/** An element that is in none of the drawings keeps its id. */
export function elementName(say: Say, drawing: Definition | undefined, id: string): string {
  const element = drawing?.elements.find((one) => one.id === id);
  return element ? nameOf(say, element) : id;
}

export function divergedWords(say: Say, { diverged }: Tested, drawing?: Definition): string | null {
  if (!diverged) return null;
  const element = elementName(say, drawing, diverged.element);
  return say(`canvas.backtest.why.${diverged.reason}`, { element });
}

export function differenceWords(say: Say, { kind, of, before, after }: Difference): string {
  const none = say('canvas.backtest.none');
  const what = of ?? kind;
  if (kind === 'path' || kind === 'approvals') {
    const [was, is] = [listed(before), listed(after)];
    return say(`canvas.backtest.differs.${kind}`, {
      before: was.length === 0 ? none : say.list(was),
      after: is.length === 0 ? none : say.list(is),
    });
  }
  const plain = (value: unknown): string => (value === null ? none : String(value));
  return say(`canvas.backtest.differs.${what}`, { before: plain(before), after: plain(after) });
}

const listed = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.map((one) => (isObject(one) ? String(one.element) : String(one)))
    : [];
