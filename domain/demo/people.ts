/** The people of the demo. They all have the same password, which the start says. */
import type { NewPerson } from '../people/create-person.ts';

export const DEMO_PASSWORD = 'perdura-demo';
export const FIRST_OF_DEMO = 'maya@demo.test';
/** Who manages the settings. */
const KEEPER_OF_DEMO = 'dana@demo.test';

export const DEMO_ORGANIZATIONS = [
  { key: 'northwind', name: 'Northwind', parent: null },
  { key: 'northwind-it', name: 'Northwind IT', parent: 'northwind' },
  { key: 'northwind-sales', name: 'Northwind Sales', parent: 'northwind' },
] as const;

/** In an order in which a manager comes before those who have them. */
export const DEMO_PEOPLE: readonly NewPerson[] = [
  {
    email: FIRST_OF_DEMO,
    name: 'Maya Okafor',
    roles: ['process-owner'],
    organization: 'northwind-it',
    timeZone: 'Europe/London',
  },
  {
    email: 'ines@demo.test',
    name: 'Inês Duarte',
    roles: ['approver'],
    groups: ['managers'],
    organization: 'northwind-sales',
    timeZone: 'Europe/Lisbon',
  },
  {
    email: 'omar@demo.test',
    name: 'Omar Haddad',
    roles: ['agent'],
    groups: ['service-desk'],
    organization: 'northwind-it',
    manager: FIRST_OF_DEMO,
    timeZone: 'Africa/Cairo',
  },
  {
    email: 'lena@demo.test',
    name: 'Lena Fischer',
    roles: ['agent'],
    groups: ['service-desk'],
    organization: 'northwind-it',
    manager: FIRST_OF_DEMO,
    timeZone: 'Europe/Berlin',
  },
  {
    email: 'sato@demo.test',
    name: 'Haruka Sato',
    roles: ['agent'],
    groups: ['network', 'cab'],
    organization: 'northwind-it',
    manager: FIRST_OF_DEMO,
    timeZone: 'Asia/Tokyo',
  },
  {
    email: 'kofi@demo.test',
    name: 'Kofi Mensah',
    roles: ['change-manager'],
    groups: ['cab'],
    organization: 'northwind-it',
    timeZone: 'Africa/Accra',
  },
  {
    email: KEEPER_OF_DEMO,
    name: 'Dana Novák',
    roles: ['admin'],
    groups: ['cab'],
    organization: 'northwind-it',
    timeZone: 'Europe/Prague',
  },
  {
    email: 'ravi@demo.test',
    name: 'Ravi Menon',
    roles: ['requester'],
    organization: 'northwind-sales',
    manager: 'ines@demo.test',
    timeZone: 'Asia/Kolkata',
  },
];
