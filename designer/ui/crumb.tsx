/** What the header says after the area's name: a page sets it while it is shown (`useCrumb('INC-000123')`). */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

type Crumb = { crumb: string | null; setCrumb: (crumb: string | null) => void };

const CrumbContext = createContext<Crumb>({ crumb: null, setCrumb: () => {} });

export function CrumbProvider({ children }: { children: ReactNode }) {
  const [crumb, setCrumb] = useState<string | null>(null);
  return <CrumbContext value={{ crumb, setCrumb }}>{children}</CrumbContext>;
}

export function useCrumb(text: string | null | undefined): void {
  const { setCrumb } = useContext(CrumbContext);
  useEffect(() => {
    setCrumb(text ?? null);
    return () => setCrumb(null);
  }, [text, setCrumb]);
}

export const useCurrentCrumb = (): string | null => useContext(CrumbContext).crumb;
