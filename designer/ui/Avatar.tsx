/** A person as two letters on a quiet ground. The ground tells people apart but means nothing, so it is one of a few greys. */
import type { Person } from '#designer/client/types/people.ts';
import classes from './Avatar.module.css';
import { useText } from './locale.ts';

export function Avatar({
  person,
  size = 22,
  named = false,
}: {
  person: { name: string | null; email?: string } | null;
  size?: number;
  named?: boolean;
}) {
  const t = useText();
  const name =
    person === null
      ? t('common.nobody')
      : (person.name ?? person.email ?? t('common.unknownPerson'));
  return (
    <span
      className={classes.avatar}
      title={named ? name : undefined}
      data-empty={person === null}
      data-tone={person === null ? undefined : toneOf(name)}
      style={{ inlineSize: size, blockSize: size, fontSize: Math.round(size * 0.4) }}
    >
      <span aria-hidden="true">{person === null ? '' : initialsOf(name)}</span>
      {named && <span className="p-hidden">{name}</span>}
    </span>
  );
}

export function PersonName({ person }: { person: Person | null }) {
  const t = useText();
  return (
    <span className={classes.person}>
      <Avatar person={person} size={20} />
      <span className={classes.name} dir="auto" data-empty={person === null}>
        {person === null ? t('common.nobody') : person.name || person.email}
      </span>
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s._-]+/)
    .filter((word) => word !== '');
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toLocaleUpperCase();
}

/** One of five, the same for the same name. */
export function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 5;
}
