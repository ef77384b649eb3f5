/**
 * A ruleset as rows: when this holds, set that. Enough for what a process needs of rules; tried out on the spot with the
 * same evaluator that decides live, before it is saved.
 */
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { HIT_POLICIES, type Rule, type Ruleset } from '#rules/ruleset.ts';
import { useEditor } from '../editor/editor.tsx';
import { Dialog } from '../page/Dialog.tsx';
import { isKey } from '../panel/half-typed.ts';
import { toKey } from '../process/key.ts';
import type { RulesetRecord } from '../queries.ts';
import { saveRuleset } from '../queries.ts';
import { RuleCard } from './RuleCard.tsx';
import { RulesetFindings } from './RulesetFindings.tsx';
import styles from './rulesets.module.css';
import { TryIt } from './TryIt.tsx';
import { VariableRows } from './VariableRows.tsx';
import { WhatChanges } from './WhatChanges.tsx';
import { findingsOf } from './words.ts';

type Props = {
  /** Without one a new ruleset is made. */
  readonly record: RulesetRecord | undefined;
  readonly onClose: () => void;
  readonly onSaved: (record: RulesetRecord) => void;
};

export const RulesetDialog = ({ record, onClose, onSaved }: Props) => {
  const { say, facts } = useEditor();
  const client = useQueryClient();
  const [ruleset, setRuleset] = useState<Ruleset>(() => record?.ruleset ?? fresh());
  const [keyTouched, setKeyTouched] = useState(false);
  const [state, setState] = useState<{ saving: boolean; error?: unknown }>({ saving: false });
  const readOnly = record !== undefined && !record.allowed.includes('edit');
  const dirty = ruleset !== record?.ruleset;
  const setRule = (index: number, rule: Rule) =>
    setRuleset({ ...ruleset, rules: ruleset.rules.map((one, at) => (at === index ? rule : one)) });
  const move = (index: number, by: number) => {
    const rules = [...ruleset.rules];
    const [rule] = rules.splice(index, 1);
    if (rule) rules.splice(index + by, 0, rule);
    setRuleset({ ...ruleset, rules });
  };
  const save = async () => {
    setState({ saving: true });
    try {
      const saved = await saveRuleset(ruleset, record?.version);
      await client.invalidateQueries({ queryKey: keys.rulesets });
      onSaved(saved);
      onClose();
    } catch (error) {
      setState({ saving: false, error });
    }
  };
  const problem = problemOf(ruleset);
  // A long list may take a moment; typing need not wait for it.
  const linted = useDeferredValue(ruleset);
  const findings = useMemo(() => findingsOf(linted), [linted]);

  return (
    <Dialog
      onClose={onClose}
      size={880}
      title={
        record ? say('canvas.ruleset.title', { name: record.name }) : say('canvas.ruleset.newTitle')
      }
    >
      <div className={styles.dialog}>
        <div className={styles.head}>
          <TextInput
            className={styles.grow}
            label={say('canvas.field.name')}
            value={ruleset.name}
            readOnly={readOnly}
            maxLength={200}
            dir="auto"
            data-autofocus={record === undefined || undefined}
            onChange={(event) => {
              const name = event.currentTarget.value;
              const key = record || keyTouched ? ruleset.key : toKey(name);
              setRuleset({ ...ruleset, name, key });
            }}
          />
          <TextInput
            label={say('canvas.process.key')}
            value={ruleset.key}
            readOnly={record !== undefined}
            error={ruleset.key && !isKey(ruleset.key) ? say('canvas.key.rule') : undefined}
            onChange={(event) => {
              setKeyTouched(true);
              setRuleset({ ...ruleset, key: event.currentTarget.value });
            }}
          />
          <div>
            <span className={styles.label}>{say('canvas.ruleset.hitPolicy')}</span>
            <SegmentedControl
              aria-label={say('canvas.ruleset.hitPolicy')}
              disabled={readOnly}
              value={ruleset.hitPolicy}
              onChange={(next) =>
                setRuleset({
                  ...ruleset,
                  hitPolicy: HIT_POLICIES.find((policy) => policy === next) ?? 'first',
                })
              }
              data={HIT_POLICIES.map((value) => ({
                value,
                label: say(`canvas.ruleset.${value}`),
              }))}
            />
          </div>
        </div>
        <ol className={styles.rules} aria-label={say('canvas.ruleset.rules')}>
          {ruleset.rules.map((rule, index) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              number={index + 1}
              facts={facts}
              readOnly={readOnly}
              onChange={(next) => setRule(index, next)}
              onRemove={() =>
                setRuleset({ ...ruleset, rules: ruleset.rules.filter((_, at) => at !== index) })
              }
              onUp={index > 0 ? () => move(index, -1) : undefined}
              onDown={index < ruleset.rules.length - 1 ? () => move(index, 1) : undefined}
            >
              <RulesetFindings
                findings={findings.filter(({ of }) => of === rule.id)}
                ruleset={linted}
              />
            </RuleCard>
          ))}
        </ol>
        {!readOnly && (
          <Button
            className={styles.add}
            variant="default"
            leftSection={<IconPlus size={15} />}
            onClick={() =>
              setRuleset({ ...ruleset, rules: [...ruleset.rules, freshRule(ruleset)] })
            }
          >
            {say('canvas.ruleset.addRule')}
          </Button>
        )}
        <section className={styles.otherwise}>
          <h3>{say('canvas.ruleset.otherwise')}</h3>
          <VariableRows
            variables={ruleset.otherwise ?? {}}
            readOnly={readOnly}
            onChange={(otherwise) =>
              setRuleset({
                ...ruleset,
                otherwise: Object.keys(otherwise).length > 0 ? otherwise : undefined,
              })
            }
          />
          <RulesetFindings
            findings={findings.filter(({ of }) => of === undefined)}
            ruleset={linted}
          />
        </section>
        {record && dirty && <WhatChanges saved={record.ruleset} ruleset={ruleset} />}
        <TryIt ruleset={ruleset} facts={facts} />
        {state.error !== undefined && <ProblemNotice error={state.error} compact />}
        <footer className={styles.foot}>
          {problem && dirty && <span className={styles.problem}>{say(problem)}</span>}
          <Button variant="default" onClick={onClose}>
            {say('canvas.dialog.cancel')}
          </Button>
          {!readOnly && (
            <Button
              onClick={save}
              loading={state.saving}
              disabled={!dirty || problem !== undefined}
            >
              {say('canvas.ruleset.save')}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  );
};

const fresh = (): Ruleset => ({ key: '', name: '', hitPolicy: 'first', rules: [] });

const freshRule = ({ rules }: Ruleset): Rule => {
  let number = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${number}`)) number += 1;
  const like = rules.at(-1)?.set ?? { result: '' };
  return { id: `rule-${number}`, conditions: { all: [] }, set: { ...like } };
};

/** Why it cannot be saved yet, as a message id. */
const problemOf = (ruleset: Ruleset): string | undefined => {
  if (ruleset.name.trim() === '') return 'canvas.ruleset.noName';
  if (!isKey(ruleset.key)) return 'canvas.key.rule';
  if (ruleset.rules.some((rule) => Object.keys(rule.set).length === 0))
    return 'canvas.ruleset.setsNothing';
  return undefined;
};
