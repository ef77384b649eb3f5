/** A kept scenario: how it comes out, why otherwise, and what can be done with it. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconDots,
  IconFlag,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Chip } from '#designer/ui/Chip.tsx';
import { useEditor } from '../editor/editor.tsx';
import type { ScenarioRecord } from '../queries.ts';
import type { KeptPlay } from './kept-plays.ts';
import { RenameDialog } from './RenameDialog.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { useKeeping } from './use-keeping.ts';
import { hitchWords } from './words.ts';

type Props = { readonly record: ScenarioRecord; readonly play: KeptPlay | undefined };

const SIGNS = {
  passed: IconCircleCheckFilled,
  differs: IconCircleX,
  unplayable: IconCircleX,
  playing: IconCircleDashed,
} as const;

const TONES = { passed: 'good', differs: 'bad', unplayable: 'bad', playing: undefined } as const;

export const ScenarioRow = ({ record, play }: Props) => {
  const { say } = useEditor();
  const { load, session, dispatch, mayKeep } = useRehearse();
  const { change, forget } = useKeeping();
  const [isRenaming, setRenaming] = useState(false);
  const { id, name, scenario, required } = record;
  const result = play?.result ?? 'playing';
  const Sign = SIGNS[result];
  const drop = async () => {
    if ((await forget(record)) && session.kept?.id === id) dispatch({ type: 'forgetKept' });
  };
  return (
    <li className={styles.scenario} data-result={result}>
      <div className={styles.scenarioHead}>
        <Sign className={styles.sign} data-tone={TONES[result]} size={16} aria-hidden />
        <button
          type="button"
          className={styles.cardName}
          onClick={() => load(scenario, { id, name })}
        >
          {name}
        </button>
        {mayKeep && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon size="md" aria-label={say('canvas.rehearse.scenarioActs', { name })}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => load(scenario, { id, name })}
              >
                {say('canvas.rehearse.scenarioPlay')}
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenaming(true)}>
                {say('canvas.rehearse.scenarioRename')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFlag size={14} />}
                onClick={() => void change(record, { scenario, required: !required })}
              >
                {say(
                  required ? 'canvas.rehearse.scenarioOptional' : 'canvas.rehearse.scenarioRequire',
                )}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={14} />}
                onClick={() => void drop()}
              >
                {say('canvas.rehearse.scenarioDelete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <p className={styles.result}>
        {say(`canvas.rehearse.result.${result}`)}
        {required && <Chip tone="info">{say('canvas.rehearse.requiredMark')}</Chip>}
      </p>
      {play?.result === 'differs' && <Difference play={play} />}
      {play?.hitch && <HitchLine record={record} play={play} />}
      {isRenaming && <RenameDialog record={record} onClose={() => setRenaming(false)} />}
    </li>
  );
};

const Difference = ({ play: { expected, got } }: { readonly play: KeptPlay }) => {
  const { say } = useEditor();
  return (
    <dl className={styles.diff}>
      <dt>{say('canvas.rehearse.expected')}</dt>
      <dd dir="auto">{expected ?? say('canvas.rehearse.nothing')}</dd>
      <dt>{say('canvas.rehearse.got')}</dt>
      <dd dir="auto">{got ?? say('canvas.rehearse.nothing')}</dd>
    </dl>
  );
};

const HitchLine = ({
  record,
  play,
}: {
  readonly record: ScenarioRecord;
  readonly play: KeptPlay;
}) => {
  const { say, definition } = useEditor();
  if (!play.hitch) return null;
  return <p className={styles.hint}>{hitchWords(say, definition, record.scenario, play.hitch)}</p>;
};
