/**
 * What a new process begins as: nothing, one of the shipped ones, or a copy of what is there. What is chosen is shown beside the
 * list; on a narrow screen right below its own line.
 */
import { Radio } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { versionQuery } from '#designer/client/processes.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import styles from './process.module.css';
import { StartPreview } from './StartPreview.tsx';

/** What `value` is for an empty drawing. */
export const EMPTY = '';
/** Before the key of a process that is there already; what is shipped has none. */
export const COPY = 'copy:';

type Props = {
  readonly starts: readonly Definition[];
  readonly processes: readonly Process[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

type Option = {
  readonly value: string;
  readonly name: string;
  readonly hint: string;
};

export const StartChoice = ({ starts, processes, value, onChange }: Props) => {
  const say = useSay();
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const copied = processes.find(({ key }) => `${COPY}${key}` === value);
  const { data } = useQuery({
    ...versionQuery(copied?.key ?? '', copied?.version ?? 0),
    enabled: Boolean(copied?.version),
  });
  const shown = starts.find(({ key }) => key === value) ?? (copied && data?.definition);
  const preview = shown && <StartPreview definition={shown} maxHeight={narrow ? 180 : 260} />;
  const options: readonly Option[] = [
    { value: EMPTY, name: say('canvas.new.empty'), hint: say('canvas.new.emptyHint') },
    ...starts.map(({ key, name, description = '' }) => ({ value: key, name, hint: description })),
    ...processes.map(({ key, name, description, version }) => ({
      value: `${COPY}${key}`,
      name: say('canvas.new.copyOf', { name }),
      hint: description || say('canvas.version', { version: version ?? 0 }),
    })),
  ];
  return (
    <Radio.Group label={say('canvas.new.from')} value={value} onChange={onChange}>
      <div className={styles.choice} data-shown={Boolean(shown) || undefined}>
        <div className={styles.templates}>
          {options.map((option) => (
            <Fragment key={option.value}>
              <Radio.Card value={option.value} className={styles.template}>
                <Radio.Indicator size="xs" />
                <span>
                  <strong dir="auto">{option.name}</strong>
                  <small dir="auto">{option.hint}</small>
                </span>
              </Radio.Card>
              {narrow && option.value === value && preview}
            </Fragment>
          ))}
        </div>
        {!narrow && preview}
      </div>
    </Radio.Group>
  );
};
