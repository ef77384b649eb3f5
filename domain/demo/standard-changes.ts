/** The catalog of the demo: what its desk changes again and again, approved once for all. */
import {
  addStandard,
  addVersion,
  type NewStandard,
  type VersionFields,
} from '../standard-changes/add.ts';
import { putInForce } from '../standard-changes/decide.ts';
import { getStandard } from '../standard-changes/standard.ts';
import type { Work } from '../work.ts';

/** `approvedDaysAgo`: its next review is still to come. */
const DEMO_STANDARDS: readonly (NewStandard & VersionFields & { approvedDaysAgo: number })[] = [
  {
    key: 'renew-certificate',
    name: 'Renew the VPN certificate',
    owner: 'sato@demo.test',
    description: 'Once a year, before the old one is over.',
    approvedDaysAgo: 300,
    category: 'Network',
    minutes: 30,
    items: ['vpn-gateway'],
    reviewMonths: 12,
    suspends: true,
    plan: {
      risk: 'low',
      impact:
        'People who work from elsewhere are cut off for a minute and connect again by themselves.',
      implementation:
        'Order the new certificate. Put it on the gateway beside the old one. Switch over and restart the gateway.',
      testPlan: 'Connect from outside. The browser shows the new date.',
      communication: 'A line on the status page half an hour before.',
      backOut: 'Switch back to the old certificate and restart the gateway.',
    },
  },
  {
    key: 'grow-database',
    name: 'Give the order database more room',
    owner: 'lena@demo.test',
    description: 'When less than a fifth of its disk is free.',
    approvedDaysAgo: 160,
    category: 'Software',
    minutes: 45,
    items: ['orders-db'],
    reviewMonths: 6,
    reviewAfter: 2,
    plan: {
      risk: 'low',
      impact: 'Nobody notices anything.',
      implementation: 'Take a snapshot. Make the volume a quarter larger, then the file system.',
      testPlan: 'The database sees the new size and takes an order.',
      communication: '',
      backOut: 'Restore the snapshot; orders of the last minutes are entered again.',
    },
  },
  {
    key: 'patch-meeting-rooms',
    name: 'Patch the meeting rooms',
    owner: 'omar@demo.test',
    description: 'The screens and their boxes, room by room.',
    approvedDaysAgo: 80,
    category: 'Hardware',
    minutes: 120,
    items: ['meeting-rooms'],
    reviewMonths: 3,
    plan: {
      risk: 'low',
      impact: 'A room cannot be used for a quarter of an hour.',
      implementation: 'Patch one room and look at it. Then the others.',
      testPlan: 'Share a screen and make a call in every third room.',
      communication: 'A note at the doors the day before.',
      backOut: 'Put the earlier image on the box.',
      steps: [
        {
          key: 'one-room',
          title: 'Patch one room and look at it',
          minutes: 30,
          details: 'The smallest room. Share a screen and make a call.',
          undo: 'Put the earlier image on the box.',
          assignment: { queue: 'hardware' },
        },
        {
          key: 'others',
          title: 'Patch the other rooms',
          minutes: 75,
          details: 'Two at a time, so that some can always be used.',
          undo: 'Put the earlier image on every box that has the new one.',
        },
        {
          key: 'look',
          title: 'Look at every third room',
          minutes: 15,
          assignment: { user: 'lena@demo.test' },
        },
      ],
    },
  },
];

const DAY_MINUTES = 24 * 60;

/** `as`: who owns it proposes it. */
export async function addDemoStandards(
  as: (email: string, minutesAgo: number) => Work,
): Promise<void> {
  for (const { plan, minutes, items, approvedDaysAgo, ...fields } of DEMO_STANDARDS) {
    const work = as(fields.owner ?? '', approvedDaysAgo * DAY_MINUTES);
    const id = await addStandard(work, fields);
    const number = await addVersion(
      work,
      { id, name: fields.name },
      { plan, minutes, items },
      { from: null, missing: 'refused' },
    );
    await work.em.execute(
      "update standard_change_version set state = 'approved', decided_at = ? where standard_id = ?",
      [work.now, id],
    );
    await putInForce(work, await getStandard(work, id), number, '');
  }
}
