/** Who is asked or told: people, groups, roles, whoever is on call, or whoever stands in a relation to the ticket at that moment. */
import { Select } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Approver, Party } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from './directory.ts';
import { AddButton, RemoveButton } from './fields.tsx';
import { isKey, isSomething, useRows } from './half-typed.ts';
import styles from './panel.module.css';
import { TypeOrPick } from './TypeOrPick.tsx';

const PARTIES_MAX = 50;
const KINDS = ['relation', 'user', 'group', 'role', 'rota', 'outside'] as const;
type Kind = (typeof KINDS)[number];
const INSIDE = KINDS.filter((kind) => kind !== 'outside');
/** Nobody who is known can be picked. */
const NOBODY: readonly [] = [];
const RELATIONS = [
  'requester',
  'requesterManager',
  'assignee',
  'queueMembers',
  'itemOwners',
] as const;

type Props<P> = {
  readonly parties: readonly P[];
  readonly onChange: (parties: readonly P[]) => void;
  readonly addLabel: string;
  /** Whether there may be nobody; else the language asks for at least one. */
  readonly optional?: boolean;
  /** What else is said of each. */
  readonly more?: (party: Approver, onChange: (party: Approver) => void) => ReactNode;
};

export const Parties = ({ onChange, ...rest }: Props<Party>) => (
  <Rows {...rest} kinds={INSIDE} onChange={(rows) => onChange(rows.filter(isInside))} />
);

/** The same, with those who have no account among them, who are asked by mail. */
export const ApprovingParties = (props: Props<Approver>) => <Rows {...props} kinds={KINDS} />;

const isInside = (one: Approver): one is Exclude<Approver, { outside: unknown }> =>
  !('outside' in one);

type RowsProps = Props<Approver> & { readonly kinds: readonly Kind[] };

const Rows = ({ parties, onChange, addLabel, optional = false, more, kinds }: RowsProps) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const [rows, write] = useRows(parties, isComplete, (complete) => {
    if (optional || complete.length > 0) onChange(complete);
  });
  const [added, setAdded] = useState<number | null>(null);
  const replace = (index: number, party: Approver) =>
    write(rows.map((one, at) => (at === index ? party : one)));
  const isLast = (party: Approver) => rows.filter(isComplete).length <= (isComplete(party) ? 1 : 0);
  return (
    <div className={styles.list}>
      {rows.map((party, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a party has no identity but its place.
        <Fragment key={index}>
          <div className={styles.row}>
            <PartyField
              party={party}
              isNew={index === added}
              kinds={kinds}
              onChange={(next) => replace(index, { ...next, ...saidOf(party) })}
            />
            {!readOnly && (
              <RemoveButton
                label={say('canvas.party.remove')}
                disabled={!optional && isLast(party)}
                onClick={() => {
                  setAdded(null);
                  write(rows.filter((_, at) => at !== index));
                }}
              />
            )}
          </div>
          {more?.(party, (next) => replace(index, next))}
        </Fragment>
      ))}
      {!readOnly && (
        <AddButton
          label={addLabel}
          disabled={rows.length >= PARTIES_MAX}
          onClick={() => {
            const last = rows.at(-1);
            setAdded(rows.length);
            write([...rows, fresh(last ? kindOf(last) : 'group')]);
          }}
        />
      )}
    </div>
  );
};

type FieldProps = {
  readonly party: Approver;
  /** Just added: the cursor is where it says who. */
  readonly isNew: boolean;
  readonly kinds: readonly Kind[];
  readonly onChange: (party: Approver) => void;
};

const PartyField = ({ party, isNew, kinds, onChange }: FieldProps) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const directory = useDirectory();
  const kind = kindOf(party);
  return (
    <>
      <Select
        className={styles.kind}
        rightSectionWidth={22}
        aria-label={say('canvas.party.kind')}
        data={kinds.map((value) => ({ value, label: say(`canvas.party.${value}`) }))}
        value={kind}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const found = KINDS.find((one) => one === next);
          if (found && found !== kind) onChange(fresh(found));
        }}
      />
      {'relation' in party ? (
        <Select
          className={styles.grow}
          aria-label={say('canvas.party.who')}
          data={RELATIONS.map((value) => ({ value, label: say(`canvas.relation.${value}`) }))}
          value={party.relation}
          readOnly={readOnly}
          allowDeselect={false}
          autoFocus={isNew}
          onChange={(next) => {
            const relation = RELATIONS.find((one) => one === next);
            if (relation) onChange({ relation });
          }}
        />
      ) : (
        <TypeOrPick
          key={kind}
          hideLabel
          autoFocus={isNew}
          label={say('canvas.party.who')}
          placeholder={say(`canvas.party.${kind}.placeholder`)}
          options={kind === 'outside' ? NOBODY : directory[kind === 'relation' ? 'user' : kind]}
          value={namedIn(party)}
          onChange={(value) => onChange(withValue(kind, value))}
        />
      )}
    </>
  );
};

/** What stays when somebody else is named. */
const saidOf = ({ weight, veto }: Approver): Pick<Approver, 'weight' | 'veto'> => ({
  ...(weight === undefined ? {} : { weight }),
  ...(veto === undefined ? {} : { veto }),
});

/** One with nobody in it yet is kept in the form only. */
const isComplete = (party: Approver): boolean => {
  if ('relation' in party) return true;
  return 'user' in party || 'outside' in party
    ? isSomething(namedIn(party))
    : isKey(namedIn(party));
};

const namedIn = (party: Exclude<Approver, { relation: unknown }>): string => {
  if ('user' in party) return party.user;
  if ('outside' in party) return party.outside;
  if ('group' in party) return party.group;
  return 'role' in party ? party.role : party.rota;
};

const kindOf = (party: Approver): Kind => KINDS.find((kind) => kind in party) ?? 'user';

const fresh = (kind: Kind): Approver =>
  kind === 'relation' ? { relation: 'requester' } : withValue(kind, '');

const withValue = (kind: Kind, value: string): Approver => {
  if (kind === 'outside') return { outside: value };
  if (kind === 'group') return { group: value };
  if (kind === 'rota') return { rota: value };
  return kind === 'role' ? { role: value } : { user: value };
};
