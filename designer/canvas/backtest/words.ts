/** What differs, in words. */
import type { Say } from '#designer/ui/diagram/say.ts';
import { nameOf, plainKey, valueWords } from '#designer/ui/diagram/words.ts';
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

export function differenceWords(
  say: Say,
  { kind, of, before, after }: Difference,
  drawing?: Definition,
): string {
  const none = say('canvas.backtest.none');
  if (kind === 'path' || kind === 'approvals') {
    const names = (value: unknown): readonly string[] =>
      idsIn(value).map((id) => elementName(say, drawing, id));
    const [was, is] = [names(before), names(after)];
    const only = was.length === 0 ? 'added' : is.length === 0 ? 'left' : 'both';
    return say(`canvas.backtest.differs.${kind}.${only}`, {
      before: say.list(was),
      after: say.list(is),
    });
  }
  if (kind === 'clocks')
    return say('canvas.backtest.differs.clocks', {
      name: of ?? '',
      before: outcomeWords(say, before),
      after: outcomeWords(say, after),
    });
  const plain = (value: unknown): string => {
    if (isObject(value)) return say('canvas.backtest.unknown');
    if (value === null) return none;
    if (kind === 'outcome' && of !== 'status') return plainKey(say, String(value));
    return of === 'assignee' ? String(value) : valueWords(say, `ticket.${of ?? kind}`, value);
  };
  const values = { before: plain(before), after: plain(after) };
  return say(`canvas.backtest.differs.${of ?? kind}`, values);
}

/** How a promise came out. */
export const outcomeWords = (say: Say, outcome: unknown): string =>
  say(`canvas.backtest.clock.${typeof outcome === 'string' ? outcome : 'none'}`);

const idsIn = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.map((one) => (isObject(one) ? String(one.element) : String(one)))
    : [];
