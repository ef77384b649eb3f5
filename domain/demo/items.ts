/** What the desk of the demo looks after: services, what they run on, and who answers for each. */
import { addItem, type NewItem } from '../config-items/change-items.ts';
import type { Work } from '../work.ts';

const OMAR = 'omar@demo.test';
const LENA = 'lena@demo.test';
const SATO = 'sato@demo.test';
const [DESK, NETWORK] = ['service-desk', 'network'];

/** In an order in which what something depends on comes before it. */
const DEMO_ITEMS: readonly NewItem[] = [
  {
    key: 'internet-uplink',
    name: 'Internet uplink',
    kind: 'network',
    criticality: 2,
    owner: SATO,
    group: NETWORK,
    description: 'The leased line of Lumen Carrier.',
  },
  {
    key: 'core-switch',
    name: 'Core switch',
    kind: 'network',
    criticality: 2,
    owner: SATO,
    group: NETWORK,
  },
  {
    key: 'directory',
    name: 'Directory',
    kind: 'system',
    criticality: 2,
    owner: LENA,
    group: DESK,
    dependsOn: ['core-switch'],
  },
  {
    key: 'vpn-gateway',
    name: 'VPN gateway',
    kind: 'system',
    criticality: 2,
    owner: SATO,
    group: NETWORK,
    dependsOn: ['internet-uplink', 'directory'],
  },
  {
    key: 'orders-db',
    name: 'Order database',
    kind: 'database',
    criticality: 2,
    owner: LENA,
    group: DESK,
    dependsOn: ['core-switch'],
  },
  {
    key: 'order-entry',
    name: 'Order entry',
    kind: 'application',
    criticality: 1,
    owner: OMAR,
    group: DESK,
    dependsOn: ['orders-db', 'directory'],
    description: 'Where the branches save their orders.',
  },
  {
    key: 'mail',
    name: 'Mail',
    kind: 'service',
    criticality: 2,
    owner: LENA,
    group: DESK,
    dependsOn: ['directory', 'internet-uplink'],
  },
  {
    key: 'remote-work',
    name: 'Remote work',
    kind: 'service',
    criticality: 3,
    owner: OMAR,
    group: DESK,
    dependsOn: ['vpn-gateway', 'mail'],
  },
  {
    key: 'meeting-rooms',
    name: 'Meeting rooms',
    kind: 'other',
    criticality: 4,
    group: DESK,
    dependsOn: ['core-switch'],
  },
];

export async function addDemoItems(work: Work): Promise<void> {
  for (const item of DEMO_ITEMS) await addItem(work, item);
}
