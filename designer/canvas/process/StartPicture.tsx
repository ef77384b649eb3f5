/** A small picture of what a process can begin as. Its room is kept while it is made, so that nothing moves. */
import { useEffect, useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import { pictureOf } from './picture.ts';
import styles from './process.module.css';

export const StartPicture = ({ definition }: { readonly definition: Definition }) => {
  const say = useSay();
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void pictureOf(say, definition).then(({ svg }) => {
      if (isWanted) setSource(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
    });
    return () => {
      isWanted = false;
    };
  }, [say, definition]);
  return (
    <span className={styles.picture} aria-hidden>
      {source && <img src={source} alt="" />}
    </span>
  );
};
