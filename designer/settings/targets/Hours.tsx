/** In whose hours it counts, on whose clocks they are read, and from when on. */
import { Select, TextInput } from '@mantine/core';
import { useText } from '#designer/ui/locale.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { errorUnder } from '../service/error-under.ts';
import { withSet } from '../service/options.ts';
import classes from '../service/Service.module.css';
import type { PartProps } from './parts.ts';
import { withField } from './policy.ts';

const WHOSE = ['one', 'organization', 'requester', 'always'] as const;
const ZONES = ['organization', 'requester'] as const;
const FROM = ['begin', 'createdAt', 'custom'] as const;
const CUSTOM = 'custom.';

export function Hours({ policy, onEdit, problem, options }: PartProps) {
  const t = useText();
  const { calendar } = policy;
  const whose = 'of' in calendar ? calendar.of : 'always' in calendar ? 'always' : 'one';
  const key =
    'key' in calendar
      ? calendar.key
      : 'of' in calendar
        ? calendar.otherwise
        : (options.calendar[0]?.value ?? '');
  const put = (next: string, of: string | null = whose) =>
    onEdit({ ...policy, calendar: choiceOf(of, next) });
  const from = fromOf(policy.countFrom);
  return (
    <section className={classes.section} aria-label={t('targets.hours')}>
      <h2 className={classes.heading}>{t('targets.hours')}</h2>
      <div className={classes.fields}>
        <Select
          label={t('targets.whose')}
          data={WHOSE.map((value) => ({ value, label: t(`targets.whose.${value}`) }))}
          value={whose}
          allowDeselect={false}
          onChange={(next) => put(key, next)}
        />
        {whose !== 'always' && (
          <Select
            label={t(whose === 'one' ? 'targets.calendar' : 'targets.calendar.otherwise')}
            data={[...withSet(options.calendar, key)]}
            value={key}
            allowDeselect={false}
            onChange={(next) => next && put(next)}
            error={errorUnder(problem, '/calendar')}
          />
        )}
        {whose !== 'always' && (
          <Select
            label={t('targets.zone')}
            data={[
              { value: '', label: t('targets.zone.calendar') },
              ...ZONES.map((value) => ({ value, label: t(`targets.zone.${value}`) })),
            ]}
            value={policy.timeZone ?? ''}
            allowDeselect={false}
            onChange={(next) =>
              onEdit(
                withField(
                  policy,
                  'timeZone',
                  ZONES.find((one) => one === next),
                ),
              )
            }
          />
        )}
        <Select
          label={t('targets.countFrom')}
          data={FROM.map((value) => ({ value, label: t(`targets.countFrom.${value}`) }))}
          value={from}
          allowDeselect={false}
          onChange={(next) =>
            onEdit(
              withField(
                policy,
                'countFrom',
                next === 'createdAt' ? next : next === 'custom' ? CUSTOM : undefined,
              ),
            )
          }
        />
        {from === 'custom' && (
          <TextInput
            label={t('targets.countFrom.field')}
            description={t('targets.countFrom.help')}
            value={policy.countFrom?.slice(CUSTOM.length) ?? ''}
            dir="ltr"
            spellCheck={false}
            onChange={(event) =>
              onEdit({ ...policy, countFrom: `${CUSTOM}${event.currentTarget.value.trim()}` })
            }
            error={errorUnder(problem, '/countFrom')}
          />
        )}
      </div>
    </section>
  );
}

const fromOf = (countFrom: string | undefined) =>
  countFrom === undefined ? 'begin' : countFrom === 'createdAt' ? 'createdAt' : 'custom';

const choiceOf = (whose: string | null, key: string): ClockPolicy['calendar'] => {
  if (whose === 'always') return { always: true };
  return whose === 'organization' || whose === 'requester'
    ? { of: whose, otherwise: key }
    : { key };
};
