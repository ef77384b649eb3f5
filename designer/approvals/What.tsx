/** What somebody wrote of what they ask for. */
import { useText } from '#designer/ui/locale.ts';
import classes from './ApprovalPage.module.css';

export function What({ description }: { description: string }) {
  const t = useText();
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.what')}</h2>
      <p className={classes.description} dir="auto">
        {description}
      </p>
    </section>
  );
}
