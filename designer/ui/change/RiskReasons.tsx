/** The reasons for a score, each with what it adds: in the reader’s language where it is counted, in its author’s where a rule says it. */
import { useIntl } from 'react-intl';
import type { ChangeRisk, RiskReason } from '#designer/client/types/risk.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './RiskReasons.module.css';

export function RiskReasons({ risk }: { risk: ChangeRisk }) {
  const t = useText();
  const intl = useIntl();
  const words = useReasonWords(risk);
  const { score, reasons, decidedBy, otherwise, suggested, facts } = risk;
  if (score === null) return <p className={classes.quiet}>{t('risk.score.none')}</p>;
  return (
    <div>
      <p className={classes.why}>{t('risk.score', { score })}</p>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <li key={`${reason.rule.id} ${reason.question}`}>
            <span dir="auto">{words(reason)}</span>
            {reason.points !== null && (
              <>
                {': '}
                <span className={classes.points} dir="ltr">
                  {intl.formatNumber(reason.points, { signDisplay: 'exceptZero' })}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {risk.pointsToday !== facts.points && (
        <p className={classes.quiet}>
          {t('risk.today', { points: facts.points, today: risk.pointsToday })}
        </p>
      )}
      {decidedBy !== null && (
        <p className={classes.quiet}>{t('risk.decided', { name: decidedBy.name })}</p>
      )}
      {otherwise !== null && suggested !== null && (
        <p className={classes.quiet} dir="auto">
          {t('risk.otherwise', { name: otherwise, risk: suggested })}
        </p>
      )}
    </div>
  );
}

function useReasonWords({ questions, facts }: ChangeRisk): (reason: RiskReason) => string {
  const t = useText();
  return ({ source, question: key, option, rule, texts }) => {
    switch (source) {
      case 'answer': {
        const question = questions.find((one) => one.key === key);
        return t('risk.reason.answer', {
          question: question?.text ?? key ?? '',
          option: question?.options.find((one) => one.key === option)?.text ?? option ?? '',
        });
      }
      case 'history':
        return t('risk.reason.history', { similar: facts.similar, failed: facts.similarFailed });
      case 'impact':
        return t('risk.reason.impact', {
          dependants: facts.dependants,
          services: facts.services,
        });
      case 'rule':
        // A rule without a name goes by its id, which says less.
        return rule.name === rule.id && texts.length > 0 ? texts.join(', ') : rule.name;
    }
  };
}
