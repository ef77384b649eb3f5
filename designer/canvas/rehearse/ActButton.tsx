/** A button among those of a card; the first is what is hoped for. */
import { Button } from '@mantine/core';

type Props = {
  readonly label: string;
  readonly onClick: () => void;
  readonly first?: boolean;
};

export const ActButton = ({ label, onClick, first }: Props) => (
  <Button size="xs" variant={first ? 'filled' : 'default'} onClick={onClick}>
    {label}
  </Button>
);
