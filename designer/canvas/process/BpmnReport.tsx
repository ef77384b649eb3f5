/** What of a document does not run here, or not as it stands, by name: first what needs work, last what is only kept. */
import { useSay } from '#designer/ui/diagram/say.ts';
import type { ReportEntry } from '#engine/bpmn/report.ts';
import styles from './process.module.css';

export const BpmnReport = ({ report }: { readonly report: readonly ReportEntry[] }) => {
  const say = useSay();
  if (report.length === 0) return <p className={styles.quiet}>{say('canvas.bpmn.all')}</p>;
  return (
    <section className={styles.report} aria-label={say('canvas.bpmn.report')}>
      <p>{say('canvas.bpmn.some', { count: report.length })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div className={styles.reportBody} tabIndex={0}>
        {byCode(report).map(([code, entries]) => (
          <div key={code}>
            <h3>{say(`canvas.bpmn.note.${code}`)}</h3>
            <ul>
              {entries.map((entry, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes.
                <li key={index}>
                  <bdi>{entry.name ?? entry.id ?? bare(entry.type)}</bdi>{' '}
                  <span className={styles.quiet}>
                    <bdi>{whatOf(entry).join(', ')}</bdi>
                    {entry.line !== null && ` · ${say('canvas.bpmn.line', { line: entry.line })}`}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
};

/** What has neither name nor id is called by its type already. */
const whatOf = ({ type, name, id, parts }: ReportEntry): readonly string[] =>
  [...((name ?? id) === null ? [] : [type]), ...parts].map(bare);

const bare = (type: string): string => type.replace(/^bpmn:/, '');

const byCode = (report: readonly ReportEntry[]): [string, ReportEntry[]][] => {
  const groups = new Map<string, ReportEntry[]>();
  for (const entry of report) groups.set(entry.code, [...(groups.get(entry.code) ?? []), entry]);
  return [...groups].sort(([one], [other]) => Number(one === 'kept') - Number(other === 'kept'));
};
