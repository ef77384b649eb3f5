/** Every policy in the order in which it is asked, with what became of it and why. */
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { Explained, Explanation, Trace } from '#designer/client/targets.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { factWords, type Names, valueWords } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { exact } from '#designer/ui/time.ts';
import { labelIn, useOptions } from '../service/options.ts';
import { useClockFacts } from '../service/use-clock-facts.ts';
import classes from './Verdicts.module.css';
import { useTargetWords } from './words.ts';

export function Verdicts({ explanation }: { explanation: Explanation }) {
  const t = useText();
  const options = useOptions();
  const { ticket, organization, contract, policies } = explanation;
  const holders = policies.filter(({ verdict }) => verdict === 'holds');
  return (
    <div className={classes.answer}>
      {ticket && (
        <p dir="auto">
          <strong>{ticket.number}</strong> {ticket.title}
        </p>
      )}
      <p className={classes.facts}>
        {organization
          ? t('holds.organization.is', { name: labelIn(options.organization, organization.key) })
          : t('holds.organization.none')}{' '}
        {organization?.tier && t('holds.tier', { tier: organization.tier })}{' '}
        {contract && t('holds.contract', { name: labelIn(options.contract, contract.key) })}
      </p>
      <p>
        <strong>{t('holds.count', { count: holders.length })}</strong>
      </p>
      <ol className={classes.list}>
        {policies.map((policy) => (
          <PolicyVerdict key={policy.key} policy={policy} all={policies} />
        ))}
      </ol>
    </div>
  );
}

function PolicyVerdict({ policy, all }: { policy: Explained; all: readonly Explained[] }) {
  const t = useText();
  const intl = useIntl();
  const words = useTargetWords();
  const options = useOptions();
  const { names } = useClockFacts('any');
  const { verdict, when, targets, dueAt, calendar } = policy;
  const holder = all.find(({ key }) => key === policy.holder);
  const target = targets.find(({ id }) => id === policy.target);
  return (
    <li className={classes.policy} data-verdict={verdict}>
      <span className={classes.head}>
        <strong dir="auto">{policy.name}</strong>
        <span className={classes.what}>{words.what(policy)}</span>
        <Chip tone={verdict === 'holds' ? 'good' : verdict === 'noCalendar' ? 'bad' : 'neutral'}>
          {t(`holds.verdict.${verdict}`)}
        </Chip>
        {policy.version === null && <Chip tone="accent">{t('holds.draft')}</Chip>}
      </span>
      {verdict === 'later' && holder && <p>{t('holds.later', { name: holder.name })}</p>}
      {verdict === 'holds' && dueAt && (
        <p>
          {t('holds.due', { at: exact(intl, Date.parse(dueAt)) })}{' '}
          {calendar && t('holds.calendar', { name: labelIn(options.calendar, calendar) })}
        </p>
      )}
      {(when || targets.some((one) => one.when)) && (
        <details open={verdict === 'unmet' || verdict === 'noTarget'}>
          <summary>{t('holds.why')}</summary>
          {when && <TraceList trace={when} names={names} />}
          {targets.map((one, index) =>
            one.when ? (
              <div key={one.id}>
                <p className={classes.what}>
                  {t('holds.target', { name: one.name ?? String(index + 1) })}
                </p>
                <TraceList trace={one.when} names={names} />
              </div>
            ) : null,
          )}
        </details>
      )}
      {verdict === 'noTarget' && targets.every((one) => !one.priority) && (
        <p>{t('holds.noPriority')}</p>
      )}
      {target?.name && <p className={classes.what}>{t('holds.target', { name: target.name })}</p>}
    </li>
  );
}

/** What each comparison asked, and what the ticket has. */
function TraceList({ trace, names }: { trace: Trace; names: Names }) {
  const t = useText();
  const say = useSay();
  if ('not' in trace)
    return (
      <div className={classes.group}>
        {t('holds.not')}
        <TraceList trace={trace.not} names={names} />
      </div>
    );
  const parts = 'all' in trace ? trace.all : 'any' in trace ? trace.any : null;
  if (parts)
    return (
      <div className={classes.group}>
        {parts.length > 1 && t('all' in trace ? 'holds.all' : 'holds.any')}
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place.
          <TraceList key={index} trace={part} names={names} />
        ))}
      </div>
    );
  if (!('fact' in trace)) return null;
  const { fact, operator, expected, actual, result } = trace;
  const Icon = result ? IconCheck : expected === undefined ? IconMinus : IconX;
  return (
    <p className={classes.leaf} data-holds={result}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      <span className="p-hidden">{t(result ? 'holds.true' : 'holds.false')}</span>
      <span dir="auto">
        {say(`canvas.operator.${operator}`, {
          fact: factWords(say, fact, names),
          value: valueWords(say, fact, expected, names),
        })}
      </span>
      {!result && (
        <span className={classes.what}>
          {t('holds.actual', { value: valueWords(say, fact, actual, names) })}
        </span>
      )}
    </p>
  );
}
