/** The intention of one dialog or form, for as long as it is open. */
import { useState } from 'react';
import { Intention } from './intention.ts';

export function useIntention(): Intention {
  return useState(() => new Intention())[0];
}
