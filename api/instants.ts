/** Instants as they leave, in the one spelling that the record has for them. */
export { toIso, toIsoOrNull } from '#domain/instants.ts';
