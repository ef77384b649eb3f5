/**
 * A definition on its way to the thread that checks it: only what is new since the last one goes along, the rest is named by
 * number. So the checker gets the same objects again, and need not look anew at what it has seen.
 */
import type { Definition } from '#engine/definition.ts';

type Part = { readonly number: number; readonly value?: unknown };
/** Lists go member by member: of a thousand elements mostly one is new. */
type Member = Part & { readonly members?: readonly Part[] };
export type Parcel = readonly (readonly [
  name: string,
  value: Member | { readonly plain: unknown },
])[];

export class Packer {
  private known = new Map<object, number>();
  private next = 0;

  pack(definition: Definition): Parcel {
    const packed = new Map<object, number>();
    const part = (value: object): Part => {
      const known = this.known.get(value) ?? packed.get(value);
      const number = known ?? this.next++;
      packed.set(value, number);
      return known === undefined ? { number, value } : { number };
    };
    const parcel = Object.entries(definition).map(([name, value]) => {
      if (typeof value !== 'object' || value === null) return [name, { plain: value }] as const;
      const isList = Array.isArray(value) && value.every(isObject);
      if (!isList) return [name, part(value)] as const;
      const members = value.map(part);
      const { number } = part(value);
      return [name, { number, members }] as const;
    });
    this.known = packed;
    return parcel;
  }
}

export class Unpacker {
  private known = new Map<number, object>();

  unpack(parcel: Parcel): Definition {
    const unpacked = new Map<number, object>();
    const objectOf = ({ number, value }: Part): object => {
      const found = this.known.get(number) ?? unpacked.get(number) ?? (value as object);
      unpacked.set(number, found);
      return found;
    };
    const entries = parcel.map(([name, one]) => {
      if ('plain' in one) return [name, one.plain];
      if (!one.members) return [name, objectOf(one)];
      const members = one.members.map(objectOf);
      return [name, objectOf({ number: one.number, value: members })];
    });
    this.known = unpacked;
    return Object.fromEntries(entries);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
