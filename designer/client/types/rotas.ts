/** Rotas and who is on call, as the API answers with them. */
import type { Gap as PlannedGap } from '#engine/rota/gaps.ts';
import type { Plan, Layer as PlannedLayer } from '#engine/rota.ts';
import type { Person, QueueRef } from './people.ts';

export type RotaPerson = Person & { active: boolean };

export type Shift = {
  from: string;
  to: string;
  person: RotaPerson;
  layer: { id: string; name: string } | null;
  change: { kind: 'override' | 'swap'; id: string } | null;
};

export type Gap = Omit<PlannedGap, 'person'> & { person: RotaPerson | null };
export type DoubleBooking = { from: string; to: string; person: RotaPerson; rotas: QueueRef[] };

export type OnCall = {
  rota: QueueRef;
  at: string;
  shift: Shift | null;
  next: Shift | null;
  gap: Gap | null;
};

export type EverybodyOnCall = { items: OnCall[]; doubleBookings: DoubleBooking[] };

export type RotaLayer = Omit<PlannedLayer, 'people'> & { people: RotaPerson[] };

export type Rota = {
  id: string;
  key: string;
  name: string;
  timeZone: string;
  layers: RotaLayer[];
  needed?: Plan['needed'];
  onCall: OnCall;
  isMember: boolean;
  version: number;
  allowed: string[];
};

export type LayerRow = { id: string; name: string; shifts: Shift[] };
export type Schedule = {
  from: string;
  to: string;
  layers: LayerRow[];
  schedule: Shift[];
  gaps: Gap[];
  doubleBookings: DoubleBooking[];
};

export type Override = {
  id: string;
  person: RotaPerson;
  from: string;
  to: string;
  reason: string;
  madeBy: RotaPerson;
  madeAt: string;
  takenBackAt: string | null;
  version: number;
  allowed: string[];
};

type Span = { from: string; to: string };
export type Swap = {
  id: string;
  state: 'asked' | 'accepted' | 'declined' | 'takenBack';
  asker: RotaPerson;
  gives: Span;
  other: RotaPerson;
  takes: Span;
  reason: string;
  askedAt: string;
  version: number;
  allowed: string[];
};
