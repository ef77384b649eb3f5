/** Under which conditions a change is approved: what, before which of its steps, and who sees to it. */
import { ActionIcon, Button, Select, Textarea, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { CONDITION_DUES } from '#designer/client/cab.ts';
import { usePeopleSearch } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import classes from './meeting.module.css';
import type { ConditionDraft } from './use-ruling.ts';

const MOST = 50;

type Props = {
  conditions: readonly ConditionDraft[];
  onChange: (conditions: readonly ConditionDraft[]) => void;
  problem: unknown;
};

export function ConditionRows({ conditions, onChange, problem }: Props) {
  const t = useText();
  const search = usePeopleSearch();
  const put = (index: number, part: Partial<ConditionDraft>) =>
    onChange(conditions.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className={classes.conditions}>
      <legend>{t('cab.conditions')}</legend>
      {conditions.map((condition, index) => {
        const number = index + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition that is being written has no identity but its place.
          <div key={index} className={classes.condition}>
            <Textarea
              label={t('cab.condition', { number })}
              value={condition.text}
              onChange={(event) => put(index, { text: event.currentTarget.value })}
              error={
                fieldError(problem, `/conditions/${index}/text`) ??
                fieldError(problem, `/conditions/${index}/person`)
              }
              minRows={1}
              maxLength={2_000}
              dir="auto"
              autoFocus={condition.text === ''}
            />
            <div className={classes.row}>
              <Select
                aria-label={t('cab.condition.before', { number })}
                data={CONDITION_DUES.map((value) => ({
                  value,
                  label: t(`cab.before.${value}`),
                }))}
                value={condition.before}
                allowDeselect={false}
                onChange={(next) => {
                  const before = CONDITION_DUES.find((one) => one === next);
                  if (before) put(index, { before });
                }}
              />
              <PeoplePick search={search} onPick={(person) => put(index, { person })} nobody>
                {(toggle) => (
                  <Button variant="default" onClick={toggle}>
                    {condition.person ? (
                      <PersonName person={condition.person} />
                    ) : (
                      t('cab.condition.who', { number })
                    )}
                  </Button>
                )}
              </PeoplePick>
              <Tooltip label={t('cab.condition.remove', { number })}>
                <ActionIcon
                  size="lg"
                  aria-label={t('cab.condition.remove', { number })}
                  onClick={() => onChange(conditions.filter((_, at) => at !== index))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </Tooltip>
            </div>
          </div>
        );
      })}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={conditions.length >= MOST}
        onClick={() => onChange([...conditions, { text: '', before: 'implement', person: null }])}
      >
        {t('cab.condition.add')}
      </Button>
    </fieldset>
  );
}
