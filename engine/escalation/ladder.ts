/**
 * Whom an escalation asks, one level after the other, until somebody acknowledges it: who, how, and how long each level has
 * before the next one is asked. The last level may be asked again and again; after it nobody is left.
 */
import { type Static, Type } from 'typebox';
import { Duration, Key, Text } from '../action.ts';
import { ClockParty } from '../clocks/threshold-action.ts';
import { conditionDefs, conditionRef } from '../condition.ts';
import type { Frozen } from '../json.ts';

const closed = { additionalProperties: false } as const;

/** `vendor`: the supplier of a contract, at the address that stands there. */
export const LadderParty = Type.Union([ClockParty, Type.Object({ vendor: Key }, closed)]);
export type LadderParty = Frozen<Static<typeof LadderParty>>;

const Level = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    /** Up the line, or to whoever knows more: said in the timeline, and nothing else. */
    direction: Type.Optional(Type.Enum(['hierarchical', 'functional'])),
    to: Type.Array(LadderParty, { minItems: 1, maxItems: 20 }),
    by: Type.Optional(
      Type.Array(Type.Enum(['inApp', 'mail']), {
        minItems: 1,
        uniqueItems: true,
        description: 'How they are told; both when not given.',
      }),
    ),
    wait: Duration,
    again: Type.Optional(
      Type.Object(
        { every: Duration, times: Type.Integer({ minimum: 1, maximum: 100 }) },
        { ...closed, description: 'They are asked again before the next level is.' },
      ),
    ),
  },
  closed,
);

export const Ladder = Type.Object(
  {
    key: Key,
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    description: Type.Optional(Text),
    /** Lengths in business time are counted in it; in the tenant’s usual one when not given. */
    calendar: Type.Optional(Key),
    stop: Type.Optional(
      Type.Unsafe<Frozen<Static<typeof conditionRef>>>({
        ...conditionRef,
        description:
          'Nobody else is asked once this holds; asked about the ticket and who asked for it.',
      }),
    ),
    levels: Type.Array(Level, { minItems: 1, maxItems: 20 }),
  },
  { ...closed, $id: 'escalation-ladder', $defs: conditionDefs },
);

export type Ladder = Frozen<Static<typeof Ladder>>;
export type LadderLevel = Ladder['levels'][number];

/** Where an escalation stands: the level asked last, from 1, and how many times; 0 before the first. */
export type Rung = { readonly level: number; readonly asked: number };

export type NextRung =
  | { readonly rung: Rung; readonly level: LadderLevel; readonly wait: LadderLevel['wait'] }
  | { readonly exhausted: true };

/** What comes when the wait of this rung is over. */
export function nextRung({ levels }: Ladder, { level, asked }: Rung): NextRung {
  const present = levels[level - 1];
  if (present?.again && asked <= present.again.times)
    return {
      rung: { level, asked: asked + 1 },
      level: present,
      wait: asked < present.again.times ? present.again.every : present.wait,
    };
  const next = levels[level];
  if (!next) return { exhausted: true };
  return {
    rung: { level: level + 1, asked: 1 },
    level: next,
    wait: next.again ? next.again.every : next.wait,
  };
}
