/** What stands for what: by its id where nothing is said, else what is chosen among what may. */
import { Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import type { Mapping, MovePreview } from '#designer/client/moves.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { fullNameOf } from '#designer/ui/diagram/Picture.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Say as Text } from '#designer/ui/locale.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Element } from '#engine/definition.ts';
import classes from './MovePage.module.css';
import type { Side } from './MovePlan.tsx';
import { standsFor } from './targets.ts';

type Props = {
  from: Side;
  to: Side;
  mapping: Mapping;
  selected: string | undefined;
  onMapping: (mapping: Mapping) => void;
};

/** No id can be written like these. */
const AUTOMATIC = '=';
const GIVEN_UP = '-';

export const landedText = (t: Text, { total, looked, moving, held }: MovePreview): string =>
  t(looked < total ? 'runs.preview.totalsOf' : 'runs.preview.totals', {
    total,
    looked,
    moving,
    held,
  });

export function MappingRows({ from, to, mapping, selected, onMapping }: Props) {
  const t = useText();
  const [all, setAll] = useState(false);
  const shown = from.definition.elements.filter(
    ({ id }) =>
      all || (from.figures[id]?.runs ?? 0) > 0 || Object.hasOwn(mapping, id) || id === selected,
  );
  return (
    <section className={classes.section}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{t('runs.mapping.title')}</h2>
        <Checkbox
          size="xs"
          label={t('runs.mapping.all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </header>
      <p className={classes.lead}>{t('runs.mapping.text')}</p>
      <ul className={classes.mapping}>
        {shown.map((element) => (
          <Row
            key={element.id}
            element={element}
            {...{ from, to, mapping }}
            onTarget={(target) => {
              const { [element.id]: _, ...others } = mapping;
              onMapping(target === undefined ? others : { ...others, [element.id]: target });
            }}
          />
        ))}
      </ul>
    </section>
  );
}

type RowProps = Pick<Props, 'from' | 'to' | 'mapping'> & {
  element: Element;
  onTarget: (target: string | null | undefined) => void;
};

function Row({ element, from, to, mapping, onTarget }: RowProps) {
  const t = useText();
  const say = useSay();
  const { legal, automatic } = standsFor(from.definition, to.definition, mapping, element.id);
  const isNamed = Object.hasOwn(mapping, element.id);
  const value = isNamed ? (mapping[element.id] ?? GIVEN_UP) : AUTOMATIC;
  const name = nameOf(say, element);
  const runs = from.figures[element.id]?.runs ?? 0;
  return (
    <li className={classes.row}>
      <span className={classes.from}>
        <bdi>{fullNameOf(say, element)}</bdi>
        {runs > 0 && <Chip tone="info">{t('runs.mapping.runs', { count: runs })}</Chip>}
      </span>
      <Select
        aria-label={t('runs.mapping.of', { name })}
        value={value}
        allowDeselect={false}
        searchable={legal.length > 8}
        error={!isNamed && automatic === null && runs > 0 ? t('runs.mapping.gone') : undefined}
        onChange={(next) =>
          onTarget(
            next === AUTOMATIC || next === null ? undefined : next === GIVEN_UP ? null : next,
          )
        }
        data={[
          {
            value: AUTOMATIC,
            label: automatic
              ? t('runs.mapping.same', { name: nameOf(say, automatic) })
              : t('runs.mapping.noSame'),
          },
          ...legal
            .filter(({ id }) => id !== element.id)
            .map((one) => ({ value: one.id, label: fullNameOf(say, one) })),
          { value: GIVEN_UP, label: t('runs.mapping.giveUp') },
        ]}
      />
    </li>
  );
}
