/** The levels, drawn as a ladder: whom, how, and how long until the next. Added, removed and moved by keyboard as by mouse. */
import { Button, Checkbox, Group, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import type { Ladder, LadderLevel } from '#engine/escalation/ladder.ts';
import { errorUnder } from '../service/error-under.ts';
import { LengthField } from '../service/LengthField.tsx';
import { MoveActs } from '../service/MoveActs.tsx';
import type { Options } from '../service/options.ts';
import { PartyRows } from '../service/PartyRows.tsx';
import classes from '../service/Service.module.css';
import own from './Ladders.module.css';

const CHANNELS = ['inApp', 'mail'] as const;
const DIRECTIONS = ['hierarchical', 'functional'] as const;
const MOST = 20;

type Props = {
  ladder: Ladder;
  onEdit: (ladder: Ladder) => void;
  options: Options;
  problem: unknown;
};

export function Levels({ ladder, onEdit, options, problem }: Props) {
  const t = useText();
  const { levels } = ladder;
  const put = (next: readonly LadderLevel[]) => onEdit({ ...ladder, levels: next });
  const move = (index: number, by: 1 | -1) => {
    const order = [...levels];
    const [one] = order.splice(index, 1);
    if (one) order.splice(index + by, 0, one);
    put(order);
  };
  return (
    <section className={classes.section} aria-label={t('ladders.levels')}>
      <h2 className={classes.heading}>{t('ladders.levels')}</h2>
      <p className={classes.help}>{t('ladders.levels.help')}</p>
      <ol className={own.ladder}>
        {levels.map((level, index) => (
          <LevelCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a level has no identity but its place.
            key={index}
            level={level}
            number={index + 1}
            count={levels.length}
            options={options}
            problem={problem}
            onChange={(next) => put(levels.map((one, at) => (at === index ? next : one)))}
            onMove={(by) => move(index, by)}
            onRemove={() => put(levels.filter((_, at) => at !== index))}
          />
        ))}
        <li className={own.end}>{t('ladders.end')}</li>
      </ol>
      {errorUnder(problem, '/levels') && (
        <p className={classes.error} role="alert">
          {errorUnder(problem, '/levels')}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={levels.length >= MOST}
        onClick={() =>
          put([
            ...levels,
            {
              name: String(levels.length + 1),
              to: [{ relation: 'assigneeManager' }],
              wait: levels.at(-1)?.wait ?? { minutes: 30 },
            },
          ])
        }
      >
        {t('ladders.addLevel')}
      </Button>
    </section>
  );
}

type CardProps = {
  level: LadderLevel;
  number: number;
  count: number;
  options: Options;
  problem: unknown;
  onChange: (level: LadderLevel) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function LevelCard(props: CardProps) {
  const { level, number, count, options, problem, onChange, onMove, onRemove } = props;
  const t = useText();
  const name = t('ladders.level', { number });
  const at = `/levels/${number - 1}`;
  const by = level.by ?? CHANNELS;
  const { again } = level;
  return (
    <li className={own.level} aria-label={name}>
      <span className={own.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.card}>
        <div className={classes.line}>
          <TextInput
            label={t('ladders.levelName', { name })}
            value={level.name}
            onChange={(event) => onChange({ ...level, name: event.currentTarget.value })}
            error={errorUnder(problem, `${at}/name`)}
          />
          <Select
            label={t('ladders.direction')}
            placeholder={t('ladders.direction.none')}
            data={DIRECTIONS.map((value) => ({ value, label: t(`ladders.direction.${value}`) }))}
            value={level.direction ?? null}
            clearable
            onChange={(next) => onChange(withDirection(level, next))}
          />
          <MoveActs
            name={name}
            index={number - 1}
            count={count}
            onMove={onMove}
            onRemove={count > 1 ? onRemove : undefined}
          />
        </div>
        <strong className={own.label}>{t('ladders.whom')}</strong>
        <PartyRows
          vendors
          name={name}
          parties={level.to}
          options={options}
          onChange={(to) => onChange({ ...level, to })}
          error={errorUnder(problem, `${at}/to`)}
        />
        <Checkbox.Group
          label={t('ladders.how')}
          value={[...by]}
          onChange={(next) => {
            const chosen = CHANNELS.filter((one) => next.includes(one));
            if (chosen.length > 0) onChange({ ...level, by: chosen });
          }}
        >
          <Group gap="md" mt={4}>
            {CHANNELS.map((value) => (
              <Checkbox key={value} value={value} label={t(`ladders.by.${value}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <div className={own.wait}>
          <span>{t(again ? 'ladders.wait.after' : 'ladders.wait')}</span>
          <LengthField
            name={t('ladders.waitOf', { name })}
            value={level.wait}
            onChange={(wait) => onChange({ ...level, wait })}
            error={errorUnder(problem, `${at}/wait`)}
          />
        </div>
        <Switch
          label={t('ladders.again')}
          checked={again !== undefined}
          onChange={({ currentTarget: { checked } }) => onChange(withAgain(level, checked))}
        />
        {again && (
          <div className={own.wait}>
            <NumberInput
              w={110}
              aria-label={t('ladders.times', { name })}
              value={again.times}
              min={1}
              max={100}
              suffix=" ×"
              onChange={(times) =>
                onChange({ ...level, again: { ...again, times: Number(times) || 1 } })
              }
            />
            <span>{t('ladders.every')}</span>
            <LengthField
              name={t('ladders.everyOf', { name })}
              value={again.every}
              onChange={(every) => onChange({ ...level, again: { ...again, every } })}
              error={errorUnder(problem, `${at}/again`)}
            />
          </div>
        )}
      </div>
    </li>
  );
}

function withDirection({ direction: _, ...level }: LadderLevel, next: string | null): LadderLevel {
  const direction = DIRECTIONS.find((one) => one === next);
  return direction ? { ...level, direction } : level;
}

const withAgain = ({ again: _, ...level }: LadderLevel, isOn: boolean): LadderLevel =>
  isOn ? { ...level, again: { every: level.wait, times: 1 } } : level;
