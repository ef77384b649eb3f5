/** One rule: the conditions on one side, what it sets on the other. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ConditionBuilder } from '#designer/ui/conditions/ConditionBuilder.tsx';
import type { Fact } from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Rule } from '#rules/ruleset.ts';
import styles from './rulesets.module.css';
import { VariableRows } from './VariableRows.tsx';

type Props = {
  readonly rule: Rule;
  readonly number: number;
  readonly facts: readonly Fact[];
  readonly readOnly: boolean;
  /** What the lint says of it. */
  readonly children: ReactNode;
  readonly onChange: (rule: Rule) => void;
  readonly onRemove: () => void;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
};

export const RuleCard = ({
  rule,
  number,
  facts,
  readOnly,
  children,
  onChange,
  onRemove,
  onUp,
  onDown,
}: Props) => {
  const say = useSay();
  return (
    <li className={styles.rule}>
      <div className={styles.ruleHead}>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        <TextInput
          className={styles.grow}
          size="xs"
          aria-label={say('canvas.ruleset.ruleName', { number })}
          placeholder={say('canvas.ruleset.ruleName', { number })}
          value={rule.name ?? ''}
          readOnly={readOnly}
          maxLength={200}
          dir="auto"
          onChange={(event) => {
            const { name: _, ...unnamed } = rule;
            const name = event.currentTarget.value;
            onChange(name ? { ...unnamed, name } : unnamed);
          }}
        />
        {!readOnly && (
          <>
            <ActionIcon
              size="sm"
              aria-label={say('canvas.gateway.up')}
              disabled={!onUp}
              onClick={onUp}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={say('canvas.gateway.down')}
              disabled={!onDown}
              onClick={onDown}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
            <Tooltip label={say('canvas.act.delete')}>
              <ActionIcon
                size="sm"
                aria-label={say('canvas.ruleset.removeRule', { number })}
                onClick={onRemove}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
      <div className={styles.columns}>
        <div>
          <h4>{say('canvas.ruleset.when')}</h4>
          <ConditionBuilder
            label={say('canvas.ruleset.when')}
            condition={rule.conditions}
            facts={facts}
            disabled={readOnly}
            wide
            onChange={(conditions) => onChange({ ...rule, conditions: conditions ?? { all: [] } })}
          />
        </div>
        <div>
          <h4>{say('canvas.ruleset.then')}</h4>
          <VariableRows
            variables={rule.set}
            readOnly={readOnly}
            onChange={(set) => onChange({ ...rule, set })}
          />
        </div>
      </div>
      {children}
    </li>
  );
};
