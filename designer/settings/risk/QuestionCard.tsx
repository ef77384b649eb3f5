/** One question: what it asks, about which kinds of change, and its answers with their points. */
import { Button, Checkbox, Group, NumberInput, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { CHANGE_KINDS } from '#engine/changes/plan.ts';
import { MOST_OPTIONS, MOST_POINTS } from '#engine/changes/questions.ts';
import { errorUnder } from '../service/error-under.ts';
import { MoveActs } from '../service/MoveActs.tsx';
import classes from '../service/Service.module.css';
import type { OptionDraft, QuestionDraft } from './draft.ts';
import { moved } from './moved.ts';
import own from './risk.module.css';

type Props = {
  question: QuestionDraft;
  index: number;
  count: number;
  problem: unknown;
  newOption: () => OptionDraft;
  onChange: (question: QuestionDraft) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

export function QuestionCard(props: Props) {
  const { question, index, count, problem, newOption, onChange, onMove, onRemove } = props;
  const t = useText();
  const { options, kinds } = question;
  const name = t('risk.settings.nth', { number: index + 1 });
  const at = `/questions/${index}`;
  const card = useRef<HTMLLIElement>(null);
  /** Where the focus goes once it is drawn. */
  const focus = useRef<string | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    card.current?.querySelector<HTMLElement>(focus.current)?.focus();
    focus.current = null;
  });
  const put = (next: readonly OptionDraft[]) => onChange({ ...question, options: next });
  const aim = (option: OptionDraft | undefined, at: string) => {
    if (option) focus.current = `[data-option="${option.key}"] ${at}`;
  };
  const move = (place: number, by: 1 | -1) => {
    aim(options[place], `[data-act="${by === 1 ? 'down' : 'up'}"]`);
    put(moved(options, place, by));
  };
  const remove = (place: number) => {
    aim(options[place + 1] ?? options[place - 1], 'input');
    put(options.filter((_, of) => of !== place));
  };
  const add = () => {
    const option = newOption();
    aim(option, 'input');
    put([...options, option]);
  };
  return (
    <li ref={card} id={`question-${question.key}`} className={classes.card} aria-label={name}>
      <div className={classes.line}>
        <TextInput
          label={name}
          value={question.text}
          onChange={(event) => onChange({ ...question, text: event.currentTarget.value })}
          error={errorUnder(problem, `${at}/text`) ?? errorUnder(problem, `${at}/key`)}
          maxLength={300}
          dir="auto"
        />
        <MoveActs name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
      <TextInput
        label={t('risk.settings.help')}
        value={question.help}
        onChange={(event) => onChange({ ...question, help: event.currentTarget.value })}
        maxLength={1_000}
        dir="auto"
      />
      <Checkbox.Group
        label={t('risk.settings.kinds')}
        value={[...kinds]}
        onChange={(next) =>
          onChange({ ...question, kinds: CHANGE_KINDS.filter((kind) => next.includes(kind)) })
        }
        error={errorUnder(problem, `${at}/kinds`)}
      >
        <Group gap="md" mt={4}>
          {CHANGE_KINDS.map((kind) => (
            <Checkbox key={kind} value={kind} label={t(`changes.kind.${kind}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <ul className={classes.rows} aria-label={t('risk.settings.options', { name })}>
        {options.map((option, place) => {
          const number = place + 1;
          const label = t('risk.settings.option', { number, name });
          const change = (part: Partial<OptionDraft>) =>
            put(options.map((one, of) => (of === place ? { ...one, ...part } : one)));
          return (
            <li key={option.key} data-option={option.key} className={own.option}>
              <TextInput
                aria-label={label}
                value={option.text}
                onChange={(event) => change({ text: event.currentTarget.value })}
                error={
                  errorUnder(problem, `${at}/options/${place}/text`) ??
                  errorUnder(problem, `${at}/options/${place}/key`)
                }
                maxLength={300}
                dir="auto"
              />
              <NumberInput
                aria-label={t('risk.settings.points', { number, name })}
                value={option.points ?? ''}
                min={0}
                max={MOST_POINTS}
                allowDecimal={false}
                onChange={(points) =>
                  change({ points: typeof points === 'number' ? points : null })
                }
                error={
                  option.points === null
                    ? t('form.required')
                    : errorUnder(problem, `${at}/options/${place}/points`)
                }
              />
              <MoveActs
                name={label}
                index={place}
                count={options.length}
                onMove={(by) => move(place, by)}
                onRemove={options.length > 1 ? () => remove(place) : undefined}
              />
            </li>
          );
        })}
      </ul>
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes.add}
        leftSection={<IconPlus size={14} />}
        aria-label={t('risk.settings.addOption.of', { name })}
        disabled={options.length >= MOST_OPTIONS}
        onClick={add}
      >
        {t('risk.settings.addOption')}
      </Button>
    </li>
  );
}
