/** Which groups of a stage are enough: all, any one of them, or chosen ones together, read out as a sentence. */
import { MultiSelect, Radio } from '@mantine/core';
import { useState } from 'react';
import { enoughWords, groupName } from '#designer/ui/diagram/approval-words.ts';
import { partiesWords } from '#designer/ui/diagram/words.ts';
import type { ApprovalStage, Approver } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { AddButton, RemoveButton } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';
import { type Enough, enoughAs, enoughOf, withEnough } from './edit.ts';

const KINDS: readonly Enough[] = ['all', 'any', 'chosen'];
const WAYS_MAX = 20;

type Props = {
  readonly stage: ApprovalStage;
  readonly onChange: (stage: ApprovalStage) => void;
};

export const EnoughFields = ({ stage, onChange }: Props) => {
  const { say, names, readOnly } = useEditor();
  // Chosen ones may come to be each of them alone, and are still being chosen.
  const [isChoosing, choose] = useState(enoughOf(stage) === 'chosen');
  const kind = isChoosing && stage.enough ? 'chosen' : enoughOf(stage);
  const who = (parties: readonly Approver[]) => partiesWords(say, parties, names);
  const ways = stage.enough ?? [];
  const options = stage.groups.map((group) => ({ value: group.id, label: groupName(group, who) }));
  const put = (next: readonly (readonly string[])[]) => onChange(withEnough(stage, next));
  return (
    <div className={styles.list}>
      <Radio.Group
        label={say('canvas.approval.enough')}
        value={kind}
        onChange={(next) => {
          const found = KINDS.find((one) => one === next);
          if (!found) return;
          choose(found === 'chosen');
          onChange(enoughAs(stage, found));
        }}
      >
        <div className={styles.choices}>
          {KINDS.map((one) => (
            <Radio
              key={one}
              size="xs"
              value={one}
              label={say(`canvas.approval.enough.${one}`)}
              disabled={readOnly}
            />
          ))}
        </div>
      </Radio.Group>
      {kind === 'chosen' && (
        <>
          {ways.map((way, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a way has no identity but its place.
            <div className={styles.row} key={index}>
              <MultiSelect
                className={styles.grow}
                aria-label={say('canvas.approval.way', { number: index + 1 })}
                data={options}
                value={[...way]}
                readOnly={readOnly}
                onChange={(ids) => {
                  // The language asks for at least one.
                  if (ids.length > 0) put(ways.map((one, at) => (at === index ? ids : one)));
                }}
              />
              {ways.length > 1 && !readOnly && (
                <RemoveButton
                  label={say('canvas.field.remove', {
                    what: say('canvas.approval.way', { number: index + 1 }),
                  })}
                  onClick={() => put(ways.filter((_, at) => at !== index))}
                />
              )}
            </div>
          ))}
          {!readOnly && (
            <AddButton
              label={say('canvas.approval.addWay')}
              disabled={ways.length >= WAYS_MAX}
              onClick={() => put([...ways, stage.groups.slice(-1).map(({ id }) => id)])}
            />
          )}
        </>
      )}
      <p className={styles.hint} dir="auto">
        {say('canvas.approval.enoughSaid', {
          ways: enoughWords(say, stage, who),
        })}
      </p>
    </div>
  );
};
