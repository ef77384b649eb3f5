/** Conditions in the panel; the builder itself is downloaded when the first of them is shown. */
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Condition } from '#engine/condition.ts';
import { useEditor } from '../editor/editor.tsx';

const ConditionBuilder = lazy(async () => ({
  default: (await import('#designer/ui/conditions/ConditionBuilder.tsx')).ConditionBuilder,
}));

type Props = {
  readonly label: string;
  readonly condition: Condition | undefined;
  readonly onChange: (condition: Condition | undefined) => void;
};

export const Conditions = (props: Props) => {
  const { facts, readOnly } = useEditor();
  return (
    <Suspense fallback={<Skeleton height={32} />}>
      <ConditionBuilder {...props} facts={facts} disabled={readOnly} />
    </Suspense>
  );
};
