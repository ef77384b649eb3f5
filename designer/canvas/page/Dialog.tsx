/** A dialog as the canvas uses it: titled, and with a close button that has a name. */
import type { ModalProps } from '@mantine/core';
import { Modal } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';

type Props = Pick<ModalProps, 'title' | 'size' | 'children'> & {
  readonly opened?: boolean;
  readonly onClose: () => void;
};

export const Dialog = ({ opened = true, ...props }: Props) => {
  const say = useSay();
  return (
    <Modal
      opened={opened}
      closeButtonProps={{ 'aria-label': say('canvas.dialog.close') }}
      {...props}
    />
  );
};
