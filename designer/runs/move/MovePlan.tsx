/** A move before it begins: both drawings, what stands for what, what becomes of each run, and the start. */
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Mapping, MovePreview } from '#designer/client/moves.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Definition } from '#engine/definition.ts';
import { LiveDrawing } from '../live/LiveDrawing.tsx';
import type { Figures } from '../live/layers.ts';
import { withLandings } from './landed.ts';
import { landedText, MappingRows } from './MappingRows.tsx';
import classes from './MovePage.module.css';
import { MoveStart } from './MoveStart.tsx';
import { PreviewList } from './PreviewList.tsx';

export type Side = { definition: Definition; figures: Figures; version: number };

type Props = {
  process: string;
  from: Side;
  to: Side;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  preview: UseQueryResult<MovePreview>;
};

export function MovePlan({ process, from, to, mapping, onMapping, preview }: Props) {
  const t = useText();
  const [selected, setSelected] = useState<string>();
  const landed = withLandings(to.figures, preview.data);
  return (
    <>
      <div className={classes.sides}>
        <section className={classes.side} aria-label={t('runs.move.before')}>
          <h2 className={classes.heading}>{t('runs.move.stands', { version: from.version })}</h2>
          <div className={classes.drawing}>
            <LiveDrawing
              definition={from.definition}
              layer="now"
              figures={from.figures}
              selected={selected}
              maxHeight={320}
              onSelect={setSelected}
            />
          </div>
        </section>
        <section className={classes.side} aria-label={t('runs.move.after')}>
          <h2 className={classes.heading}>{t('runs.move.lands', { version: to.version })}</h2>
          <div className={classes.drawing}>
            <LiveDrawing
              definition={to.definition}
              layer="now"
              figures={landed}
              selected={selected && (mapping[selected] ?? selected)}
              maxHeight={320}
              onSelect={setSelected}
            />
          </div>
        </section>
      </div>
      <MappingRows
        from={from}
        to={to}
        mapping={mapping}
        selected={selected}
        onMapping={onMapping}
      />
      <section className={classes.section} aria-busy={preview.isFetching}>
        <h2 className={classes.heading}>{t('runs.preview.title')}</h2>
        {preview.isError && (
          <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} compact />
        )}
        {preview.data && (
          <>
            <p className={classes.totals} role="status">
              {landedText(t, preview.data)}
            </p>
            <PreviewList preview={preview.data} from={from.definition} to={to.definition} />
            <MoveStart
              process={process}
              wish={{ from: from.version, to: to.version, mapping }}
              preview={preview.data}
              isSettled={!preview.isFetching && !preview.isError}
            />
          </>
        )}
      </section>
    </>
  );
}
