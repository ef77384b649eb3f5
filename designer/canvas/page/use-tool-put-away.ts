/** A tool lies ready only where it can be used: who goes to the list, or rehearses, finds it put away afterwards. */
import { useEffect } from 'react';
import { useActs } from '../editor/acts.tsx';

export const useToolPutAway = (isUsable: boolean): void => {
  const { tool, setTool } = useActs();
  useEffect(() => {
    if (tool && !isUsable) setTool(null);
  }, [tool, setTool, isUsable]);
};
