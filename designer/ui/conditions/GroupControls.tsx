/** What holds conditions together, and what adds to them or takes away. */
import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ActionProps, CombinatorSelectorProps, NotToggleProps } from 'react-querybuilder';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './conditions.module.css';

export const Combinator = ({ value, handleOnChange, disabled, rules }: CombinatorSelectorProps) => {
  const say = useSay();
  if (rules.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      disabled={disabled}
      aria-label={say('canvas.condition.combine')}
      value={value}
      onChange={handleOnChange}
      data={[
        { value: 'and', label: say('canvas.condition.all') },
        { value: 'or', label: say('canvas.condition.any') },
      ]}
    />
  );
};

export const NotToggle = ({
  checked,
  handleOnChange,
  disabled,
  path,
  ruleGroup,
}: NotToggleProps) => {
  const say = useSay();
  if (path.length === 0 && ruleGroup.rules.length === 0 && !checked) return null;
  return (
    <Button
      size="compact-xs"
      variant={checked ? 'light' : 'subtle'}
      color={checked ? 'iris' : 'gray'}
      aria-pressed={checked}
      disabled={disabled}
      onClick={() => handleOnChange(!checked)}
    >
      {say('canvas.condition.notToggle')}
    </Button>
  );
};

export const AddRule = ({ handleOnClick, disabled }: ActionProps) => {
  const say = useSay();
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      leftSection={<IconPlus size={14} />}
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    >
      {say('canvas.condition.add')}
    </Button>
  );
};

export const AddGroup = ({ handleOnClick, disabled, ruleOrGroup }: ActionProps) => {
  const say = useSay();
  // A group is worth offering once there is something to group.
  if ('rules' in ruleOrGroup && ruleOrGroup.rules.length === 0) return null;
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      disabled={disabled}
      onClick={(event) => handleOnClick(event)}
    >
      {say('canvas.condition.addGroup')}
    </Button>
  );
};

export const Remove = ({ handleOnClick, disabled, ruleOrGroup }: ActionProps) => {
  const say = useSay();
  return (
    <Tooltip label={say('canvas.act.delete')}>
      <ActionIcon
        className={'field' in ruleOrGroup ? styles.remove : undefined}
        size="sm"
        aria-label={say('canvas.condition.remove')}
        disabled={disabled}
        onClick={(event) => handleOnClick(event)}
      >
        <IconTrash size={15} />
      </ActionIcon>
    </Tooltip>
  );
};
