/** What was agreed with an organization, for it and all beneath it, and from when until when. */
import { defineEntity, p } from '@mikro-orm/postgresql';

/** A service level, an operational level inside, or what a vendor owes. */
export const CONTRACT_KINDS = ['sla', 'ola', 'underpinning'] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];

const ServiceContractSchema = defineEntity({
  name: 'ServiceContract',
  tableName: 'service_contract',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    organizationId: p.uuid(),
    key: p.text(),
    name: p.text(),
    kind: p.text().$type<ContractKind>(),
    /** Who owes what an underpinning contract says, and where escalations reach them. */
    vendor: p.text().nullable(),
    vendorEmail: p.text().nullable(),
    tier: p.text().nullable(),
    /** Local dates, both included. */
    validFrom: p.date().nullable(),
    validUntil: p.date().nullable(),
    /** So many days before its end whoever manages settings is told; none before 0. */
    warnDays: p.integer(),
    version: p.integer().version(),
  },
});

export class ServiceContract extends ServiceContractSchema.class {}
ServiceContractSchema.setClass(ServiceContract);
