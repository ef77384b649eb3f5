/** Opens the process anew, with what the server says now: for who has no draft when another version becomes the present one. */
import { createContext, useContext } from 'react';

const ReopenContext = createContext<() => void>(() => {});

export const ReopenProvider = ReopenContext.Provider;

export const useReopen = (): (() => void) => useContext(ReopenContext);
