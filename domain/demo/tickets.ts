/** The tickets of the demo: what a service desk of a middling company might have on a Tuesday. */
import type { NewTicket } from '../desk/open-ticket.ts';

export type DemoTicket = {
  /** Whose request it is, and who opens it. */
  readonly by: string;
  readonly minutesAgo: number;
  readonly ticket: NewTicket;
  readonly comments?: readonly { readonly by: string; readonly body: string; readonly internal?: boolean }[];
};
export type DemoRequest = {
  readonly by: string;
  readonly minutesAgo: number;
  readonly values: Readonly<Record<string, unknown>>;
};

const [RAVI, INES, MAYA, OMAR, LENA, SATO, KOFI] = [
  'ravi@demo.test',
  'ines@demo.test',
  'maya@demo.test',
  'omar@demo.test',
  'lena@demo.test',
  'sato@demo.test',
  'kofi@demo.test',
] as const;

const incident = (title: string, description: string, impact: 1 | 2 | 3, urgency: 1 | 2 | 3, category: string, tags: string[] = []): NewTicket => ({
  type: 'incident',
  title,
  description,
  impact,
  urgency,
  category,
  tags,
});
const change = (title: string, description: string, impact: 1 | 2 | 3, urgency: 1 | 2 | 3, category: string): NewTicket => ({
  type: 'change',
  title,
  description,
  impact,
  urgency,
  category,
});

export const DEMO_TICKETS: readonly DemoTicket[] = [
  { by: INES, minutesAgo: 12, ticket: incident('Order entry is down in all branches', 'Since 09:10 nobody can save an order. The screen says “gateway timeout”.', 1, 1, 'Application', ['orders']) },
  { by: RAVI, minutesAgo: 25, ticket: incident('VPN drops every few minutes', 'On the train and at home alike, since yesterday’s update.', 2, 2, 'Network', ['vpn']), comments: [{ by: SATO, body: 'Which version does the client show under “About”?' }, { by: SATO, body: 'Three more with the same symptom today, all on the new client.', internal: true }, { by: RAVI, body: 'It says 5.2.1.' }] },
  { by: RAVI, minutesAgo: 41, ticket: incident('Cannot print on the second floor', 'The printer by the kitchen shows as offline.', 3, 3, 'Hardware') },
  { by: INES, minutesAgo: 58, ticket: incident('Mail to one customer comes back', 'Every mail to brightwater.example is returned with “550 policy”.', 3, 2, 'Mail') },
  { by: LENA, minutesAgo: 75, ticket: incident('Wi-Fi in meeting room 4 very slow', 'Measured 2 Mbit/s; next door it is 300.', 3, 2, 'Network', ['wifi']) },
  { by: RAVI, minutesAgo: 96, ticket: incident('Password reset mail does not arrive', 'Tried three times, also looked into junk.', 3, 2, 'Account') },
  { by: INES, minutesAgo: 130, ticket: incident('Monthly report shows last month’s figures', 'The sales dashboard did not move on with the first of the month.', 2, 3, 'Application', ['reports']) },
  { by: RAVI, minutesAgo: 170, ticket: incident('Laptop runs hot and shuts down', 'Twice this morning, both times in a video call.', 3, 1, 'Hardware'), comments: [{ by: OMAR, body: 'Please bring it by; we lend you another for the day.' }] },
  { by: MAYA, minutesAgo: 205, ticket: incident('Single sign-on loops for new starters', 'Accounts made this week are sent round in a circle at first sign-in.', 2, 1, 'Account', ['sso']) },
  { by: INES, minutesAgo: 240, ticket: incident('Shared drive is read-only', 'The team folder “Tenders” lets nobody save.', 2, 2, 'Storage') },
  { by: RAVI, minutesAgo: 290, ticket: incident('Headset microphone is not found', 'Works on a colleague’s laptop.', 3, 3, 'Hardware') },
  { by: SATO, minutesAgo: 35, ticket: change('Replace the core switch in the Lisbon office', 'End of support. Back-out: the old one stays in the rack, powered, for a week.', 2, 2, 'Network') },
  { by: OMAR, minutesAgo: 110, ticket: change('Move the mail gateway to new certificates', 'Certificates run out in three weeks.', 2, 2, 'Mail') },
  { by: LENA, minutesAgo: 200, ticket: change('Raise the mailbox limit to 50 GB', 'Many ask; the storage is there.', 3, 3, 'Mail') },
  { by: KOFI, minutesAgo: 260, ticket: change('Firewall rules for the new payroll provider', 'Two addresses, outbound only.', 1, 2, 'Security') },
  { by: MAYA, minutesAgo: 150, ticket: { type: 'problem', title: 'Why the order service times out under load', description: 'Four incidents in two weeks, always near ten o’clock.', impact: 1, urgency: 2, queue: 'software', assignee: OMAR }, comments: [{ by: OMAR, body: 'The connection pool is exhausted when the nightly export runs late.', internal: true }] },
  { by: SATO, minutesAgo: 220, ticket: { type: 'problem', title: 'VPN client 5.2.1 loses its tunnel on network change', description: 'Reported to the vendor.', impact: 2, urgency: 2, queue: 'network', assignee: SATO } },
  { by: OMAR, minutesAgo: 60, ticket: { type: 'task', title: 'Label the spare laptops', description: 'Twelve of them, in the cupboard.', impact: 3, urgency: 3, queue: 'hardware', assignee: LENA } },
  { by: KOFI, minutesAgo: 180, ticket: { type: 'task', title: 'Prepare the change calendar for next quarter', description: 'Freeze from the 20th.', impact: 3, urgency: 3, queue: 'change', assignee: KOFI } },
];

export const DEMO_REQUESTS: readonly DemoRequest[] = [
  { by: RAVI, minutesAgo: 18, values: { model: 'Standard 14-inch', cost: 890, reason: 'Mine is five years old.' } },
  { by: RAVI, minutesAgo: 66, values: { model: 'Ultralight 13-inch', cost: 1450, reason: 'I am with customers most of the week.' } },
  { by: INES, minutesAgo: 120, values: { model: 'Workstation 16-inch', cost: 3900, reason: 'For the tender models; the present one runs out of memory.' } },
  { by: LENA, minutesAgo: 160, values: { model: 'Standard 14-inch', cost: 950, reason: 'A spare for the desk.' } },
  { by: OMAR, minutesAgo: 230, values: { model: 'Ultralight 13-inch', cost: 1600, reason: 'On-call weeks.' } },
  { by: SATO, minutesAgo: 270, values: { model: 'Workstation 16-inch', cost: 2800, reason: 'Network simulations.' } },
];
