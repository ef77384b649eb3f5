/** One thing a threshold does. */
import { ActionIcon, NumberInput, Select, TagsInput, Textarea, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { processesByName } from '#designer/client/processes.ts';
import { useText } from '#designer/ui/locale.ts';
import type { ClockParty, ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { type Options, withSet } from '../service/options.ts';
import { PartyRows } from '../service/PartyRows.tsx';
import classes from '../service/Service.module.css';
import own from './Targets.module.css';

type Type = ThresholdAction['type'];

export function newAction(type: Type, options: Options): ThresholdAction {
  switch (type) {
    case 'notify':
      return { type, to: [{ relation: 'inCharge' }] };
    case 'escalate':
      return { type, ladder: 'usual' };
    case 'reassign':
      return { type, queue: options.queue[0]?.value ?? '' };
    case 'raisePriority':
      return { type, by: 1 };
    case 'tag':
      return { type, add: ['late'] };
    case 'startProcess':
      return { type, process: '' };
  }
}

type Props = {
  name: string;
  action: ThresholdAction;
  options: Options;
  onChange: (action: ThresholdAction) => void;
  onRemove: () => void;
  error?: string | undefined;
};

export function ActionRow({ name, action, options, onChange, onRemove, error }: Props) {
  const t = useText();
  const what = t(`targets.action.${action.type}`);
  return (
    <div className={own.action}>
      <strong>{what}</strong>
      <div className={classes.grow}>
        <Fields {...{ name: `${name}, ${what}`, action, options, onChange }} />
        {error && (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
      </div>
      <Tooltip label={t('service.remove', { name: what })}>
        <ActionIcon
          aria-label={t('service.remove', { name: `${name}, ${what}` })}
          onClick={onRemove}
        >
          <IconX size={15} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

type FieldsProps = Pick<Props, 'name' | 'action' | 'options' | 'onChange'>;

function Fields({ name, action, options, onChange }: FieldsProps) {
  const t = useText();
  switch (action.type) {
    case 'notify':
      return (
        <>
          <PartyRows
            name={name}
            parties={action.to}
            options={options}
            onChange={(to) => onChange({ ...action, to: to as readonly ClockParty[] })}
          />
          <Textarea
            mt={6}
            aria-label={t('targets.message', { name })}
            placeholder={t('targets.message.usual')}
            autosize
            minRows={1}
            value={action.message ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({
                type: 'notify',
                to: action.to,
                ...(value === '' ? {} : { message: value }),
              })
            }
          />
        </>
      );
    case 'escalate':
      return (
        <Select
          aria-label={t('targets.ladder', { name })}
          data={[...withSet(options.ladder, action.ladder ?? 'usual')]}
          value={action.ladder ?? 'usual'}
          allowDeselect={false}
          onChange={(ladder) => ladder && onChange({ type: 'escalate', ladder })}
        />
      );
    case 'reassign':
      return (
        <Select
          aria-label={t('targets.toQueue', { name })}
          data={[...withSet(options.queue, action.queue ?? null)]}
          value={action.queue ?? null}
          allowDeselect={false}
          onChange={(queue) => queue && onChange({ ...action, queue })}
        />
      );
    case 'raisePriority':
      return (
        <NumberInput
          w={140}
          aria-label={t('targets.steps', { name })}
          value={action.by ?? 1}
          min={1}
          max={3}
          onChange={(by) => onChange({ ...action, by: Number(by) || 1 })}
        />
      );
    case 'tag':
      return (
        <TagsInput
          aria-label={t('targets.tags', { name })}
          value={[...action.add]}
          onChange={(add) => onChange({ ...action, add })}
        />
      );
    case 'startProcess':
      return <ProcessSelect {...{ name, action, onChange }} />;
  }
}

function ProcessSelect({
  name,
  action,
  onChange,
}: {
  name: string;
  action: Extract<ThresholdAction, { type: 'startProcess' }>;
  onChange: (action: ThresholdAction) => void;
}) {
  const t = useText();
  const processes = useQuery(processesByName).data?.items ?? [];
  const known = processes.map(({ key, name: called }) => ({ value: key, label: called }));
  return (
    <Select
      aria-label={t('targets.process', { name })}
      placeholder={t('targets.process.choose')}
      data={[...withSet(known, action.process)]}
      value={action.process === '' ? null : action.process}
      searchable
      allowDeselect={false}
      onChange={(process) => process && onChange({ ...action, process })}
    />
  );
}
