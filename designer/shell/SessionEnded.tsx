/** Signing in again on top of the page. What was typed below stays; afterwards everything shown is fetched anew. */
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { whenSignedOut } from '#designer/client/http.ts';
import { meQuery, useMe } from '#designer/client/me.ts';
import { queryClient } from '#designer/client/query.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './SignIn.module.css';
import { SignInForm } from './SignInForm.tsx';

export function SessionEnded() {
  const t = useText();
  const me = useMe();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    whenSignedOut(() => setEnded(true));
    return () => whenSignedOut(() => {});
  }, []);
  const again = async () => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    setEnded(false);
    await queryClient.invalidateQueries();
  };
  return (
    <Modal
      opened={ended}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('signIn.ended.title')}
      size="sm"
    >
      <p className={classes.ended}>{t('signIn.ended.detail')}</p>
      <SignInForm email={me.user.email} onDone={again} />
    </Modal>
  );
}
