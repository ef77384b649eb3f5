/** Leads to the page where a change is opened, with this standard change chosen. */
import { Button, type ButtonProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ListedStandard } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = Pick<ButtonProps, 'size' | 'variant'> & {
  standard: ListedStandard;
  /** One of several on the page. */
  named?: boolean;
};

export function OpenButton({ standard: { key, name }, named, ...look }: Props) {
  const t = useText();
  return (
    <Button
      {...look}
      renderRoot={(props) => <Link {...props} to="/tickets/new" search={{ standard: key }} />}
      aria-label={named ? t('standards.open.named', { name }) : undefined}
    >
      {t('standards.open')}
    </Button>
  );
}
