/** By what rule a group decides, with what that comes to in a line. */
import { NumberInput, Radio } from '@mantine/core';
import { APPROVAL_MODES } from '#engine/approval/tally.ts';
import { useEditor } from '../../editor/editor.tsx';
import styles from '../../panel/panel.module.css';
import { type Rule, withMode } from './edit.ts';

type Props = {
  readonly rule: Rule;
  readonly onChange: (rule: Rule, field: string) => void;
};

const NEEDED_MAX = 1_000;

export const RuleFields = ({ rule, onChange }: Props) => {
  const { say, readOnly, seal } = useEditor();
  const { mode, needed, percent } = rule;
  return (
    <>
      <Radio.Group
        aria-label={say('canvas.approval.howMany')}
        value={mode}
        onChange={(next) => {
          const found = APPROVAL_MODES.find((one) => one === next);
          if (found) onChange(withMode(rule, found), 'mode');
        }}
      >
        <div className={styles.modes}>
          {APPROVAL_MODES.map((value) => (
            <Radio
              key={value}
              size="xs"
              value={value}
              label={say(`canvas.approval.mode.${value}`)}
              disabled={readOnly}
            />
          ))}
        </div>
      </Radio.Group>
      {(mode === 'nOfM' || mode === 'weighted') && (
        <NumberInput
          label={say(mode === 'nOfM' ? 'canvas.approval.needed' : 'canvas.approval.neededWeight')}
          className={styles.amount}
          min={1}
          max={NEEDED_MAX}
          allowDecimal={false}
          readOnly={readOnly}
          value={needed ?? 1}
          onBlur={seal}
          onChange={(next) =>
            typeof next === 'number' &&
            next >= 1 &&
            next <= NEEDED_MAX &&
            onChange({ ...rule, needed: next }, 'needed')
          }
        />
      )}
      {mode === 'percent' && (
        <NumberInput
          label={say('canvas.approval.percent')}
          className={styles.amount}
          min={1}
          max={100}
          allowDecimal={false}
          readOnly={readOnly}
          value={percent ?? 100}
          onBlur={seal}
          onChange={(next) =>
            typeof next === 'number' &&
            next >= 1 &&
            next <= 100 &&
            onChange({ ...rule, percent: next }, 'percent')
          }
        />
      )}
      <p className={styles.hint}>{say(`canvas.approval.mode.${mode}.hint`)}</p>
    </>
  );
};
