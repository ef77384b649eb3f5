/** What is typed, held against what can be picked: by name or by what stands behind it, whatever its accents and case. Pure. */
import type { Option } from './directory.ts';

/** Names as they are shown: those that are not the only ones of their kind say what stands behind them. */
export const shownAs = (options: readonly Option[]): ReadonlyMap<string, Option> => {
  const counts = new Map<string, number>();
  for (const { label } of options) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map(
    options.map((option) => {
      const { label, value } = option;
      return [(counts.get(label) ?? 0) > 1 ? `${label} (${value})` : label, option];
    }),
  );
};

/** The names that are meant, perhaps, by what is typed. */
export const matchesOf = (shown: ReadonlyMap<string, Option>, text: string): readonly string[] => {
  const wanted = folded(text);
  return [...shown]
    .filter(([name, { value }]) => [name, value].some((one) => folded(one).includes(wanted)))
    .map(([name]) => name);
};

/** What is taken when the field is left: what is named exactly, else the only match, else what was typed. */
export const settled = (shown: ReadonlyMap<string, Option>, text: string): string => {
  const typed = text.trim();
  const exact = shown.get(typed) ?? [...shown.values()].find(({ value }) => value === typed);
  if (exact || typed === '') return exact?.value ?? typed;
  const [only, ...others] = matchesOf(shown, typed);
  return (others.length === 0 && shown.get(only ?? '')?.value) || typed;
};

const folded = (text: string): string =>
  text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
