/** Who is on call in a rota at a moment: for parties such as `{ rota: 'network' }`. */
import { onCallAt } from '#engine/rota/shifts.ts';
import type { Work } from '../work.ts';
import { loadRotas, type RotaPerson } from './load.ts';

/** Null where it is nobody, where whoever it is may not sign in, and where there is no such rota. */
export async function personOnCall(work: Work, key: string): Promise<RotaPerson | null> {
  const at = work.now.toISOString();
  const { rotas, people } = await loadRotas(work, { from: at, to: at }, { key });
  const shift = rotas[0] && onCallAt(rotas[0].rota, at);
  const person = shift ? people.get(shift.person) : undefined;
  return person?.active ? person : null;
}
