/**
 * What a new process can begin as: whole small processes as data, to be changed at will. They are written in English, and the
 * words a reader of Arabic sees instead lie beside them; nothing else differs.
 */
import type { Definition } from '#engine/definition.ts';
import arabic from './ar.json' with { type: 'json' };
import changeWithCab from './change-with-cab.json' with { type: 'json' };
import incidentTriage from './incident-triage.json' with { type: 'json' };
import onboarding from './onboarding.json' with { type: 'json' };
import oneApproval from './one-approval.json' with { type: 'json' };
import remindAndEscalate from './remind-and-escalate.json' with { type: 'json' };
import twoStepApproval from './two-step-approval.json' with { type: 'json' };

/** JSON modules are typed by their values, which is too narrow and too wide at once; a test holds them to the schema. */
const asDefinition = (data: unknown): Definition => data as Definition;

export const STARTS: readonly Definition[] = [
  oneApproval,
  twoStepApproval,
  incidentTriage,
  changeWithCab,
  onboarding,
  remindAndEscalate,
].map(asDefinition);

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = { ar: arabic };

/** In the language of this locale where it has words, else as it is written. */
export const startIn = (start: Definition, locale: string): Definition => {
  const words = WORDS[locale.split('-', 1)[0] ?? ''];
  return words ? (translated(start, words) as Definition) : start;
};

const translated = (value: unknown, words: Readonly<Record<string, string>>): unknown => {
  if (typeof value === 'string') return Object.hasOwn(words, value) ? words[value] : value;
  if (Array.isArray(value)) return value.map((one) => translated(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, translated(one, words)]),
  );
};
