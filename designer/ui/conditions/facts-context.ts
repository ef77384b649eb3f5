/** The facts offered in the condition builder at hand, for its controls, which react-querybuilder puts in place itself. */
import { createContext, useContext } from 'react';
import type { Fact, FactKind } from './facts.ts';

export const FactsContext = createContext<readonly Fact[]>([]);

/** Tells of which kind a custom field is that somebody has just named. */
export const DeclareContext = createContext<(path: string, kind: FactKind) => void>(
  () => undefined,
);

export const useFacts = (): readonly Fact[] => useContext(FactsContext);

export const useFact = (path: string): Fact | undefined =>
  useFacts().find((fact) => fact.path === path);
