/** Naming a custom field of the ticket that no form at hand tells of: what it is called, and what it holds. */
import { Button, Select, TextInput } from '@mantine/core';
import { useContext, useEffect, useRef, useState } from 'react';
import type { FieldSelectorProps } from 'react-querybuilder';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './conditions.module.css';
import type { FactKind } from './facts.ts';
import { CUSTOM, CUSTOM_KINDS, firstComparison } from './facts.ts';
import { DeclareContext } from './facts-context.ts';
import { replaceRule } from './query.ts';

const NAME = /^[A-Za-z0-9_-]{1,100}$/;
type Props = FieldSelectorProps & { readonly onDone: () => void };

export const CustomField = ({ schema, path, rule, onDone }: Props) => {
  const say = useSay();
  const declare = useContext(DeclareContext);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<FactKind>('text');
  const [isTried, setTried] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  // Newer browsers answer with a promise, which is no cleanup.
  useEffect(() => {
    group.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const fits = NAME.test(name);
  const take = () => {
    setTried(true);
    if (!fits) return;
    const field = `${CUSTOM}${name}`;
    declare(field, kind);
    const next = { ...rule, field, valueSource: 'value' as const, ...firstComparison(kind) };
    schema.dispatchQuery(replaceRule(schema.getQuery(), path, next));
    onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a cell of the comparison everywhere.
    <div
      ref={group}
      className={styles.naming}
      role="group"
      aria-label={say('canvas.condition.customField')}
    >
      <TextInput
        size="xs"
        label={say('canvas.condition.customName')}
        description={say('canvas.condition.customHint')}
        error={isTried && !fits ? say('canvas.condition.customWrong') : undefined}
        value={name}
        autoFocus
        spellCheck={false}
        dir="ltr"
        onChange={(event) => setName(event.currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      />
      <Select
        size="xs"
        label={say('canvas.condition.customKind')}
        data={CUSTOM_KINDS.map((one) => ({ value: one, label: say(`canvas.factKind.${one}`) }))}
        value={kind}
        onChange={(next) => setKind(CUSTOM_KINDS.find((one) => one === next) ?? 'text')}
        allowDeselect={false}
      />
      <span className={styles.namingActs}>
        <Button size="compact-xs" onClick={take}>
          {say('canvas.condition.customTake')}
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onDone}>
          {say('canvas.dialog.cancel')}
        </Button>
      </span>
    </div>
  );
};
