/** Contracts as they go in and out. */
import { Type } from 'typebox';
import { CONTRACT_KINDS } from '#domain/clocks/contract.ts';
import {
  Allowed,
  Choice,
  Email,
  Id,
  Input,
  Key,
  KeyRef,
  listOf,
  Nullable,
  Version,
} from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Tier = Nullable(Type.String({ minLength: 1, maxLength: 64 }));
const LocalDate = Nullable(
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A local date; it is included.' }),
);
const Kind = Choice(CONTRACT_KINDS, {
  description: 'A service level, an operational level inside, or what a vendor owes.',
});
const Vendor = Nullable(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }));
const WarnDays = Type.Integer({
  minimum: 0,
  maximum: 730,
  description: 'Whoever manages settings is told so many days before it ends; never with 0.',
});
const fields = {
  kind: Kind,
  vendor: Vendor,
  vendorEmail: Nullable(Type.String()),
  warnDays: WarnDays,
  tier: Tier,
  validFrom: LocalDate,
  validUntil: LocalDate,
};

export const Contract = Type.Object({
  id: Id,
  key: Key,
  name: Type.String(),
  organization: KeyRef,
  ...fields,
  version: Version,
  allowed: Allowed,
});
export const Contracts = listOf(Contract);
export const ContractPatch = Input(
  {
    name: Type.Optional(Name),
    kind: Type.Optional(Kind),
    vendor: Type.Optional(Vendor),
    vendorEmail: Type.Optional(Nullable(Email)),
    warnDays: Type.Optional(WarnDays),
    tier: Type.Optional(Tier),
    validFrom: Type.Optional(LocalDate),
    validUntil: Type.Optional(LocalDate),
  },
  { minProperties: 1 },
);
export const NewContract = Input({
  ...ContractPatch.properties,
  key: Key,
  name: Name,
  organization: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});

/** What becomes of tickets when it ends. */
export const ContractUse = Type.Object({
  tickets: Type.Integer({ description: 'Open tickets of its organization and those beneath.' }),
  successor: Nullable(
    Type.Object(
      { key: Key, name: Type.String(), tier: Tier },
      {
        description: 'The contract that holds for its organization on the day after, if one does.',
      },
    ),
  ),
  policies: Type.Array(Type.Object({ key: Key, name: Type.String() }), {
    description: 'Policies whose conditions ask about contracts.',
  }),
  ladders: Type.Array(Type.Object({ key: Key, name: Type.String() }), {
    description: 'Ladders that ask its vendor.',
  }),
});
