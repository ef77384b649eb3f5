/** Whom a threshold or a level tells: people, groups, roles, whoever is on call, somebody on the ticket, or a supplier. */
import { ActionIcon, Autocomplete, Button, Select, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import type { LadderParty } from '#engine/escalation/ladder.ts';
import { type Options, withSet } from './options.ts';
import { KINDS, kindOf, type PartyKind, partyOf, RELATIONS, whoIn } from './parties.ts';
import classes from './Service.module.css';

const MOST = 20;

type Props = {
  /** What they belong to, for whoever hears the page read. */
  name: string;
  parties: readonly LadderParty[];
  options: Options;
  onChange: (parties: readonly LadderParty[]) => void;
  /** A supplier can be asked too. */
  vendors?: boolean;
  error?: string | undefined;
};

export function PartyRows({ name, parties, options, onChange, vendors = false, error }: Props) {
  const t = useText();
  const kinds = KINDS.filter((kind) => vendors || kind !== 'vendor');
  const replace = (index: number, party: LadderParty) =>
    onChange(parties.map((one, at) => (at === index ? party : one)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside another would draw a second frame.
    <div className={classes.parties} role="group" aria-label={t('parties.of', { name })}>
      {parties.map((party, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a party has no identity but its place.
        <div key={index} className={classes.party}>
          <Select
            aria-label={t('parties.kind')}
            data={kinds.map((kind) => ({ value: kind, label: t(`parties.kind.${kind}`) }))}
            value={kindOf(party)}
            allowDeselect={false}
            onChange={(next) => {
              const kind = kinds.find((one) => one === next);
              if (kind && kind !== kindOf(party)) replace(index, firstOf(kind, options));
            }}
          />
          <Who party={party} options={options} onChange={(next) => replace(index, next)} />
          <Tooltip label={t('parties.remove')}>
            <ActionIcon
              aria-label={t('parties.remove')}
              disabled={parties.length === 1}
              onClick={() => onChange(parties.filter((_, at) => at !== index))}
            >
              <IconX size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button
        className={classes.add}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={parties.length >= MOST}
        onClick={() => onChange([...parties, { relation: 'inCharge' }])}
      >
        {t('parties.add')}
      </Button>
    </div>
  );
}

type WhoProps = {
  party: LadderParty;
  options: Options;
  onChange: (party: LadderParty) => void;
};

function Who({ party, options, onChange }: WhoProps) {
  const t = useText();
  const kind = kindOf(party);
  const value = whoIn(party);
  if (kind === 'user')
    return (
      <Autocomplete
        aria-label={t('parties.who')}
        placeholder={t('parties.user.placeholder')}
        data={options.user.map(({ value: email }) => email)}
        renderOption={({ option }) => (
          <span className={classes.person}>
            <span>{options.user.find((one) => one.value === option.value)?.label}</span>
            <small>{option.value}</small>
          </span>
        )}
        filter={({ options: all, search }) =>
          all.filter(
            (one) =>
              'value' in one &&
              `${one.value} ${options.user.find((user) => user.value === one.value)?.label}`
                .toLowerCase()
                .includes(search.trim().toLowerCase()),
          )
        }
        value={value}
        onChange={(next) => onChange(partyOf('user', next))}
      />
    );
  const data =
    kind === 'relation'
      ? RELATIONS.map((one) => ({ value: one, label: t(`parties.relation.${one}`) }))
      : [...withSet(options[kind], value)];
  return (
    <Select
      aria-label={t('parties.who')}
      placeholder={t(`parties.kind.${kind}`)}
      data={data}
      value={value === '' ? null : value}
      searchable={kind !== 'relation'}
      allowDeselect={false}
      nothingFoundMessage={t('parties.none')}
      onChange={(next) => next && onChange(partyOf(kind, next))}
    />
  );
}

const firstOf = (kind: PartyKind, options: Options): LadderParty =>
  kind === 'relation'
    ? { relation: 'inCharge' }
    : partyOf(kind, kind === 'user' ? '' : (options[kind][0]?.value ?? ''));
